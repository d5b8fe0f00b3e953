package io.skuline.event;

import java.time.Instant;

/**
 * Names an order from an event that follows it. Carries what routes the follow-up behind the order
 * (its first SKU) and what finds its answer again cheaply (when it was created).
 *
 * @param orderId the order's id
 * @param createdAt the order's own {@code createdAt}, unchanged
 * @param firstSku the SKU of the order's first line
 */
public record OrderRef(String orderId, Instant createdAt, String firstSku) {

  public OrderRef {
    Limits.requireId("orderId", orderId);
    createdAt = Limits.requireInstant("createdAt", createdAt);
    Limits.requireId("firstSku", firstSku);
  }
}
