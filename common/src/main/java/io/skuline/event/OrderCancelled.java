package io.skuline.event;

/**
 * An order is called off as a whole. The units that it still has go back to the stock. If the order
 * has not been decided yet, it is rejected when it arrives.
 *
 * @param order the order that is cancelled
 */
public record OrderCancelled(OrderRef order) implements FollowUp {

  public OrderCancelled {
    if (order == null) {
      throw InvalidEventException.missing("order");
    }
  }

  @Override
  public OperationId operation() {
    return OperationId.ofCancellation(order.orderId());
  }
}
