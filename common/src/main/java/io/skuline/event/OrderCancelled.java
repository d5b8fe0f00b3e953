package io.skuline.event;

import java.time.Instant;

/**
 * An order is called off as a whole. The units that it still has go back to the stock. If the order
 * has not been decided yet, it is rejected when it arrives.
 *
 * @param order the order that is cancelled
 */
public record OrderCancelled(OrderRef order) implements OrderEvent {

  public OrderCancelled {
    if (order == null) {
      throw InvalidEventException.missing("order");
    }
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
    return order.orderId();
  }

  @Override
  public OperationId operation() {
    return OperationId.ofCancellation(order.orderId());
  }
}
