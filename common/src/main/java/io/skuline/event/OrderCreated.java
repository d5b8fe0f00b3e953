package io.skuline.event;

import java.time.Instant;
import java.util.List;

/**
 * A buyer wants these lines, all or none of them. If a SKU appears twice, the sum counts.
 *
 * <p>A cart waits in the queue of its first line's SKU. On its other SKUs it is atomic, but it does
 * not wait behind their events.
 *
 * @param orderId the id of the order, which alone identifies it
 * @param createdAt the time of the order by the order system's own clock, to the millisecond. A
 *     retry should carry the same value, but the id alone identifies the order. An event whose
 *     value is more than 10 minutes ahead of Skuline's clock is parked as a dead letter.
 * @param lines 1 to {@value Limits#MAX_LINES}
 */
public record OrderCreated(String orderId, Instant createdAt, List<OrderLine> lines)
    implements OrderEvent {

  public OrderCreated {
    Limits.requireId("orderId", orderId);
    createdAt = Limits.requireInstant("createdAt", createdAt);
    lines = Limits.requireLines(lines);
  }

  /** Returns the reference by which later events name this order. */
  public OrderRef ref() {
    return new OrderRef(orderId, createdAt, lines.get(0).sku());
  }

  @Override
  public String messageGroup() {
    return lines.get(0).sku();
  }

  @Override
  public OperationId operation() {
    return OperationId.ofOrder(orderId);
  }
}
