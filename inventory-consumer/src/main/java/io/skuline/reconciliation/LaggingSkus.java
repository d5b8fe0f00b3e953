package io.skuline.reconciliation;

import io.skuline.concurrent.TimeSource;
import io.skuline.event.StockLevel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * SKUs of which a number was decided that the database did not have yet when it was looked: the
 * ledger is behind, which is normal, or the number is lost. Kept from pass to pass.
 */
final class LaggingSkus {

  /** Most that are kept; more are found in the passes to come. */
  static final int MOST = 10_000;

  /**
   * @param decided what the SKU had when it was first seen to be late
   * @param sinceNanos of {@link TimeSource#nanos}
   * @param excusedNanos until when nobody could have done better
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
  private long epoch;

  LaggingSkus(TimeSource time) {
    this.time = time;
  }

  /** Numbers of another epoch may have become void; nobody is late with them any more. */
  synchronized void begin(long now) {
    if (epoch != now) {
      bySku.clear();
      epoch = now;
    }
  }

  /** Notes a SKU, unless an older number of it is late already. */
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

  /** The ledger or the broker is away: the patience with these SKUs begins anew. */
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

  /** Since when the latest is awaited that is awaited longest; zero if none is. */
  synchronized Duration oldest() {
    Optional<Duration> oldest = bySku.values().stream().map(Late::age).max(Duration::compareTo);
    return oldest.orElse(Duration.ZERO);
  }
}
