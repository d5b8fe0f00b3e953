package io.skuline.event;

import java.time.Instant;

/**
 * The reference to an order in an event that follows it. The first SKU routes the follow-up behind
 * its order. The time of creation shows whether the order may be older than the remembered answers.
 *
 * @param orderId the id of the order
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
