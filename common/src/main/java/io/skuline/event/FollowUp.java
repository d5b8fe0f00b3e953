package io.skuline.event;

import java.time.Instant;

/**
 * An event about an order that was sent before. It waits in the queue of its order, and tells when
 * the order was created, not when it happened itself.
 */
public sealed interface FollowUp extends OrderEvent permits OrderCancelled, StockReturned {

  /** The order that it follows. */
  OrderRef order();

  @Override
  default String messageGroup() {
    return order().firstSku();
  }

  @Override
  default Instant createdAt() {
    return order().createdAt();
  }
}
