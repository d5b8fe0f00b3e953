package io.skuline.event;

import java.time.Instant;
import java.util.List;

/**
 * Some units of a confirmed order come back. All lines are accepted or none is; never more than was
 * deducted comes back, over any number of returns.
 *
 * @param returnId unique within the order; the same return twice counts once
 */
public record StockReturned(String returnId, OrderRef order, List<OrderLine> lines)
    implements OrderEvent {

  public StockReturned {
    Limits.requireId("returnId", returnId);
    if (order == null) {
      throw InvalidEventException.missing("order");
    }
    lines = Limits.requireLines(lines);
  }

  @Override
  public String key() {
    return order.orderId();
  }

  @Override
  public String messageGroup() {
    return order.firstSku();
  }

  @Override
  public Instant createdAt() {
    return order.createdAt();
  }

  @Override
  public String eventId() {
    return order.orderId() + "/" + returnId;
  }

  @Override
  public OperationId operation() {
    return OperationId.ofReturn(order.orderId(), returnId);
  }
}
