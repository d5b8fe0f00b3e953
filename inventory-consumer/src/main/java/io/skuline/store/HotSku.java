package io.skuline.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An interval in which a SKU is hot: its orders that were created in it wait in several queues.
 *
 * @param id the number of the interval
 * @param from the first {@code createdAt} that counts
 * @param until the first {@code createdAt} that does not count; null while no end is set
 */
public record HotSku(long id, String sku, Instant from, @Nullable Instant until) {

  /** Returns the interval with another end. */
  public HotSku until(@Nullable Instant end) {
    return new HotSku(id, sku, from, end);
  }
}
