package io.skuline.wire;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.AdjustmentRejected;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.ReturnRejected;
import io.skuline.event.StockResult;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * Reads and writes the fields of every {@link StockResult}, in the order in which they are written.
 */
final class ResultBody {

  private ResultBody() {}

  static void write(JsonGenerator out, StockResult result) {
    ResultType type = ResultType.of(result);
    out.writeStringProperty("type", type.wireName());
    switch (type) {
      case DEDUCTION_CONFIRMED -> {
        DeductionConfirmed confirmed = (DeductionConfirmed) result;
        out.writeStringProperty("orderId", confirmed.orderId());
        writeDecidedAt(out, result);
        ResultParts.writeMoves(out, confirmed.lines());
      }
      case DEDUCTION_REJECTED -> {
        DeductionRejected rejected = (DeductionRejected) result;
        out.writeStringProperty("orderId", rejected.orderId());
        writeDecidedAt(out, result);
        out.writeStringProperty("reason", rejected.reason().name());
        ResultParts.writeShortages(out, rejected.shortages());
      }
      case RETURN_ACCEPTED -> {
        ReturnAccepted accepted = (ReturnAccepted) result;
        out.writeStringProperty("returnId", accepted.returnId());
        out.writeStringProperty("orderId", accepted.orderId());
        writeDecidedAt(out, result);
        accepted.reason().ifPresent(reason -> out.writeStringProperty("reason", reason.name()));
        ResultParts.writeMoves(out, accepted.lines());
      }
      case RETURN_REJECTED -> {
        ReturnRejected rejected = (ReturnRejected) result;
        out.writeStringProperty("returnId", rejected.returnId());
        out.writeStringProperty("orderId", rejected.orderId());
        writeDecidedAt(out, result);
        out.writeStringProperty("reason", rejected.reason().name());
        ResultParts.writeShortages(out, rejected.shortages());
      }
      case ADJUSTMENT_ACCEPTED -> {
        AdjustmentAccepted accepted = (AdjustmentAccepted) result;
        out.writeStringProperty("adjustmentId", accepted.adjustmentId());
        writeDecidedAt(out, result);
        out.writeStringProperty("kind", accepted.kind().name());
        out.writeName("line");
        ResultParts.writeMove(out, accepted.line());
      }
      case ADJUSTMENT_REJECTED -> {
        AdjustmentRejected rejected = (AdjustmentRejected) result;
        out.writeStringProperty("adjustmentId", rejected.adjustmentId());
        writeDecidedAt(out, result);
        out.writeStringProperty("reason", rejected.reason().name());
        out.writeStringProperty("sku", rejected.sku());
        out.writeNumberProperty("delta", rejected.delta());
        out.writeNumberProperty("available", rejected.available());
      }
    }
  }

  static StockResult read(Fields in) {
    return switch (ResultType.NAMES.require(in.text("type"))) {
      case DEDUCTION_CONFIRMED ->
          new DeductionConfirmed(
              ResultParts.id(in, "orderId"), in.instant("decidedAt"), ResultParts.readMoves(in));
      case DEDUCTION_REJECTED ->
          new DeductionRejected(
              ResultParts.id(in, "orderId"),
              in.instant("decidedAt"),
              in.constant("reason", DeductionRejected.Reason.class),
              ResultParts.readShortages(in));
      case RETURN_ACCEPTED ->
          new ReturnAccepted(
              ResultParts.returnId(in),
              ResultParts.id(in, "orderId"),
              in.instant("decidedAt"),
              ResultParts.readMoves(in),
              in.has("reason")
                  ? Optional.of(in.constant("reason", ReturnAccepted.Reason.class))
                  : Optional.empty());
      case RETURN_REJECTED ->
          new ReturnRejected(
              ResultParts.returnId(in),
              ResultParts.id(in, "orderId"),
              in.instant("decidedAt"),
              in.constant("reason", ReturnRejected.Reason.class),
              ResultParts.readShortages(in));
      case ADJUSTMENT_ACCEPTED ->
          new AdjustmentAccepted(
              ResultParts.id(in, "adjustmentId"),
              in.instant("decidedAt"),
              in.constant("kind", AdjustmentKind.class),
              in.object("line", ResultParts::readMove));
      case ADJUSTMENT_REJECTED ->
          new AdjustmentRejected(
              ResultParts.id(in, "adjustmentId"),
              in.instant("decidedAt"),
              in.constant("reason", AdjustmentRejected.Reason.class),
              ResultParts.id(in, "sku"),
              in.integer("delta", Long.MIN_VALUE, Long.MAX_VALUE),
              ResultParts.units(in, "available"));
    };
  }

  private static void writeDecidedAt(JsonGenerator out, StockResult result) {
    out.writeStringProperty("decidedAt", Timestamps.format(result.decidedAt()));
  }
}
