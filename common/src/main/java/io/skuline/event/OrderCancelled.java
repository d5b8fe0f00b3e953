package io.skuline.event;

import java.time.Instant;

/**
 * The whole order is off. Units that it holds go back. If the order has not been decided yet, it is
 * rejected when it comes.
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
