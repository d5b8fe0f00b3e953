package io.skuline.reconciliation;

import io.skuline.concurrent.TimeSource;
import io.skuline.event.StockLevel;
import io.skuline.store.PartitionEpochs;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * SKUs with a decided number that the database did not have yet when it was read. Either the ledger
 * is behind, which is normal, or the number is lost. The SKUs are kept from pass to pass.
 */
final class LaggingSkus {

  /** The most SKUs that are kept; more are found in later passes. */
  static final int MOST = 10_000;

  /**
   * @param decided the level of the SKU when it was first seen to be late
   * @param sinceNanos when that was, by {@link TimeSource#nanos}
   * @param excusedNanos the time until which the delay is excused, by {@link TimeSource#nanos}
   */
  record Late(StockLevel decided, long sinceNanos, long excusedNanos, TimeSource time) {

    Duration age() {
      return Duration.ofNanos(time.nanos() - sinceNanos);
    }

    boolean overdue(Duration patience) {
      return time.nanos() - excusedNanos > patience.toNanos();
    }
  }

  private final Map<String, Late> bySku = new LinkedHashMap<>();
  private final TimeSource time;
  private @Nullable PartitionEpochs epochs;

  LaggingSkus(TimeSource time) {
    this.time = time;
  }

  /**
   * Forgets the SKUs whose partition has begun another epoch, or is closed: numbers of an earlier
   * one may have become void, and are not late any more.
   */
  synchronized void begin(PartitionEpochs now) {
    bySku.keySet().removeIf(sku -> !now.covers(sku) || !same(sku, now));
    epochs = now;
  }

  private boolean same(String sku, PartitionEpochs now) {
    return epochs != null && epochs.covers(sku) && epochs.of(sku) == now.of(sku);
  }

  /** Records a SKU, unless an older number of it is late already. */
  synchronized void add(String sku, StockLevel decided) {
    if (bySku.size() < MOST) {
      long now = time.nanos();
      bySku.putIfAbsent(sku, new Late(decided, now, now, time));
    }
  }

  synchronized Map<String, Late> all() {
    return new LinkedHashMap<>(bySku);
  }

  synchronized Map<String, Late> overdue(Duration patience) {
    Map<String, Late> overdue = all();
    overdue.values().removeIf(late -> !late.overdue(patience));
    return overdue;
  }

  /** Restarts the patience with these SKUs, because the ledger or the broker is unavailable. */
  synchronized void extendDeadline(Set<String> skus) {
    long now = time.nanos();
    for (String sku : skus) {
      bySku.computeIfPresent(
          sku, (same, late) -> new Late(late.decided(), late.sinceNanos(), now, time));
    }
  }

  synchronized void remove(Set<String> skus) {
    bySku.keySet().removeAll(skus);
  }

  synchronized int size() {
    return bySku.size();
  }

  /** Returns the age of the SKU that has been late for longest; zero if none is late. */
  synchronized Duration oldest() {
    Optional<Duration> oldest = bySku.values().stream().map(Late::age).max(Duration::compareTo);
    return oldest.orElse(Duration.ZERO);
  }
}
