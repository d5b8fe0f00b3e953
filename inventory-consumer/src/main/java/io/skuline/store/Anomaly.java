package io.skuline.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A published answer that contradicts what is stored.
 *
 * @param orderId the order's id; for an adjustment, the adjustment's id
 * @param detail the contradiction in words
 * @param settlement null while the anomaly is open
 */
public record Anomaly(
    String orderId, String sku, String detail, Instant seenAt, @Nullable Settlement settlement) {

  /**
   * The record that an operator has made the anomaly good.
   *
   * @param who the name with which the operator logged in
   * @param note how it was made good, in words
   */
  public record Settlement(Instant at, String who, String note) {}
}
