package io.skuline.wire;

import io.skuline.event.Limits;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.Shortage;
import io.skuline.event.StockMove;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Reads and writes the parts that several results have: movements, shortages and ids. */
final class ResultParts {

  private ResultParts() {}

  static void writeMoves(JsonGenerator out, List<StockMove> moves) {
    out.writeArrayPropertyStart("lines");
    for (StockMove move : moves) {
      writeMove(out, move);
    }
    out.writeEndArray();
  }

  static void writeMove(JsonGenerator out, StockMove move) {
    out.writeStartObject();
    out.writeStringProperty("sku", move.sku());
    out.writeNumberProperty("quantity", move.quantity());
    out.writeNumberProperty("remaining", move.remaining());
    out.writeNumberProperty("sequence", move.sequence());
    if (move.bucket() != 0) {
      out.writeNumberProperty("bucket", move.bucket());
    }
    out.writeEndObject();
  }

  static void writeShortages(JsonGenerator out, List<Shortage> shortages) {
    out.writeArrayPropertyStart("shortages");
    for (Shortage shortage : shortages) {
      out.writeStartObject();
      out.writeStringProperty("sku", shortage.sku());
      out.writeNumberProperty("requested", shortage.requested());
      out.writeNumberProperty("available", shortage.available());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  static List<StockMove> readMoves(Fields in) {
    return in.list("lines", Limits.MAX_LINES, ResultParts::readMove);
  }

  static StockMove readMove(Fields in) {
    return new StockMove(
        id(in, "sku"),
        in.integer("quantity", Integer.MIN_VALUE, Integer.MAX_VALUE),
        units(in, "remaining"),
        in.integer("sequence", 0, Long.MAX_VALUE),
        in.has("bucket") ? in.integer("bucket", 0, Integer.MAX_VALUE) : 0);
  }

  static List<Shortage> readShortages(Fields in) {
    return in.list(
        "shortages",
        Limits.MAX_LINES,
        shortage ->
            new Shortage(
                id(shortage, "sku"),
                shortage.integer("requested", 0, Long.MAX_VALUE),
                units(shortage, "available")));
  }

  /**
   * Reads the units of a SKU. They may be below zero, after a loss of stock that had been promised.
   * The results about such a SKU must still be readable.
   */
  static long units(Fields in, String field) {
    return in.integer(field, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  static String id(Fields in, String field) {
    String id = in.text(field);
    Limits.requireId(field, id);
    return id;
  }

  /** Reads a return id, or the mark of a cancellation. */
  static String returnId(Fields in) {
    String id = in.text("returnId");
    if (!id.equals(ReturnAccepted.CANCELLATION)) {
      Limits.requireId("returnId", id);
    }
    return id;
  }
}
