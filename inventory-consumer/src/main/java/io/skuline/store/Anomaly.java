package io.skuline.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was told and contradicts what is stored.
 *
 * @param orderId the order's id; for an adjustment, the adjustment's
 * @param detail in words
 * @param settlement null while it is open
 */
public record Anomaly(
    String orderId, String sku, String detail, Instant seenAt, @Nullable Settlement settlement) {

  /**
   * Somebody has made it good.
   *
   * @param who the name that was logged in with
   * @param note how, in words
   */
  public record Settlement(Instant at, String who, String note) {}
}
