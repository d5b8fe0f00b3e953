package io.skuline.event;

import java.time.Instant;

/**
 * An event about an order or about stock, as order systems publish it.
 *
 * <p>Every event has an identity. Delivering the event again changes nothing: the first answer is
 * given again.
 */
public sealed interface OrderEvent permits OrderCreated, FollowUp, StockAdjusted {

  /** Returns the message key: the order id, or the adjustment id. Tools find the message by it. */
  default String key() {
    return operation().key();
  }

  /**
   * Returns the SKU in whose queue this event usually waits. All events of one order have the same
   * one, so they never overtake each other. {@link HotSkus#messageGroup} is the message group
   * itself, which differs for hot SKUs and for the longest SKUs.
   */
  String messageGroup();

  /** Returns when the order or the adjustment was created, by the clock of its own system. */
  Instant createdAt();

  /** Returns the identity of this event, unique within its type; it is the CloudEvents id. */
  default String eventId() {
    return key();
  }

  /** Identifies the operation that this event asks for; a repeated event names the same one. */
  OperationId operation();
}
