package io.skuline.event;

import java.time.Instant;

/**
 * What goes in: an event about an order or about stock.
 *
 * <p>Every event has an identity of its own ({@link #key()}), and delivering it again changes
 * nothing: the first answer is given again.
 */
public sealed interface OrderEvent
    permits OrderCreated, OrderCancelled, StockReturned, StockAdjusted {

  /** The message key: the order id, or the adjustment id. What one searches a broker for. */
  String key();

  /**
   * The message group: the SKU whose queue this event waits in. All events of one order share it,
   * so they never overtake each other.
   */
  String messageGroup();

  /** When the order (or the adjustment) was created, by the clock of its own system. */
  Instant createdAt();

  /** The identity of this very event, unique within its type; a CloudEvents id. */
  String eventId();

  /** Identifies the operation that this event asks for; a repeated event names the same one. */
  OperationId operation();
}
