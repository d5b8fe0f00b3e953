package io.skuline.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An interval in which a SKU is hot: its orders that were created in it wait in several queues.
 *
 * @param id the number of the interval
 * @param from the first {@code createdAt} that counts
 * @param until the first {@code createdAt} that does not count; null while no end is set
 * @param buckets into how many parts the stock is divided for these orders; 1 if it is not
 */
public record HotSku(long id, String sku, Instant from, @Nullable Instant until, int buckets) {

  /** Tells whether an order that was created then belongs to the interval. */
  public boolean contains(Instant createdAt) {
    return !createdAt.isBefore(from) && (until == null || createdAt.isBefore(until));
  }

  /** Returns the interval with another end. */
  public HotSku until(@Nullable Instant end) {
    return new HotSku(id, sku, from, end, buckets);
  }
}
