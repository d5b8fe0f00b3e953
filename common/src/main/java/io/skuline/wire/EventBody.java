package io.skuline.wire;

import io.skuline.event.AdjustmentKind;
import io.skuline.event.Limits;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.OrderRef;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockReturned;
import java.util.List;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/**
 * Reads and writes the fields of every {@link OrderEvent}, in the order in which they are written.
 */
final class EventBody {

  private EventBody() {}

  static void write(JsonGenerator out, OrderEvent event) {
    EventType type = EventType.of(event);
    out.writeStringProperty("type", type.wireName());
    switch (type) {
      case ORDER_CREATED -> {
        OrderCreated created = (OrderCreated) event;
        out.writeStringProperty("orderId", created.orderId());
        out.writeStringProperty("createdAt", Timestamps.format(created.createdAt()));
        writeLines(out, created.lines());
      }
      case ORDER_CANCELLED -> writeRef(out, ((OrderCancelled) event).order());
      case STOCK_RETURNED -> {
        StockReturned returned = (StockReturned) event;
        out.writeStringProperty("returnId", returned.returnId());
        writeRef(out, returned.order());
        writeLines(out, returned.lines());
      }
      case STOCK_ADJUSTED -> {
        StockAdjusted adjusted = (StockAdjusted) event;
        out.writeStringProperty("adjustmentId", adjusted.adjustmentId());
        out.writeStringProperty("createdAt", Timestamps.format(adjusted.createdAt()));
        out.writeStringProperty("sku", adjusted.sku());
        out.writeNumberProperty("delta", adjusted.delta());
        out.writeStringProperty("kind", adjusted.kind().name());
      }
    }
  }

  static OrderEvent read(Fields in) {
    return switch (EventType.NAMES.require(in.text("type"))) {
      case ORDER_CREATED ->
          new OrderCreated(in.text("orderId"), in.instant("createdAt"), readLines(in));
      case ORDER_CANCELLED -> new OrderCancelled(readRef(in));
      case STOCK_RETURNED -> new StockReturned(in.text("returnId"), readRef(in), readLines(in));
      case STOCK_ADJUSTED ->
          new StockAdjusted(
              in.text("adjustmentId"),
              in.instant("createdAt"),
              in.text("sku"),
              in.integer("delta", -Limits.MAX_ADJUSTMENT, Limits.MAX_ADJUSTMENT),
              in.constant("kind", AdjustmentKind.class));
    };
  }

  /**
   * Reads a cart. A field that this reader does not know is an error: no newer writers of carts
   * exist, so it must be a slip.
   */
  static List<OrderLine> readCart(Fields in) {
    in.requireOnly("lines");
    return Limits.requireLines(
        readLines(
            in,
            line -> {
              line.requireOnly("sku", "quantity");
              return line(line);
            }));
  }

  private static void writeRef(JsonGenerator out, OrderRef order) {
    out.writeObjectPropertyStart("order");
    out.writeStringProperty("orderId", order.orderId());
    out.writeStringProperty("createdAt", Timestamps.format(order.createdAt()));
    out.writeStringProperty("firstSku", order.firstSku());
    out.writeEndObject();
  }

  private static OrderRef readRef(Fields in) {
    return in.object(
        "order",
        order ->
            new OrderRef(
                order.text("orderId"), order.instant("createdAt"), order.text("firstSku")));
  }

  private static void writeLines(JsonGenerator out, List<OrderLine> lines) {
    out.writeArrayPropertyStart("lines");
    for (OrderLine line : lines) {
      out.writeStartObject();
      out.writeStringProperty("sku", line.sku());
      out.writeNumberProperty("quantity", line.quantity());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static List<OrderLine> readLines(Fields in) {
    return readLines(in, EventBody::line);
  }

  private static List<OrderLine> readLines(Fields in, Function<Fields, OrderLine> reader) {
    return in.list("lines", Limits.MAX_LINES, reader);
  }

  private static OrderLine line(Fields in) {
    return new OrderLine(
        in.text("sku"), in.integer("quantity", Limits.MIN_QUANTITY, Limits.MAX_QUANTITY));
  }
}
