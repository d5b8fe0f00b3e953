package io.skuline.deduction.database;

import io.skuline.deduction.DividedSkus;
import io.skuline.event.SkuBuckets;
import io.skuline.store.HotSku;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Knows which SKUs are hot now, as far as their stock can be divided. An outdated list chooses rows
 * that bring less, and no wrong answers.
 */
final class HotIntervals implements DividedSkus {

  private final Clock clock;
  private volatile List<HotSku> current = List.of();
  private volatile Map<String, List<String>> buckets = Map.of();

  HotIntervals(Clock clock) {
    this.clock = clock;
  }

  /** Learns which intervals have not ended. */
  void learn(Collection<HotSku> intervals) {
    List<HotSku> divisible = intervals.stream().filter(each -> isDivisible(each.sku())).toList();
    Set<String> all = new HashSet<>(all());
    // Whoever asks for the stock of a SKU must know its rows before it has any.
    if (divisible.stream().filter(each -> all.add(each.sku())).count() > 0) {
      learnAll(all);
    }
    current = divisible;
  }

  /** Learns which SKUs are, were or will be hot. */
  void learnAll(Collection<String> skus) {
    Map<String, List<String>> all = new HashMap<>();
    for (String sku : skus) {
      if (isDivisible(sku)) {
        List<String> known = buckets.get(sku);
        all.put(
            sku,
            known != null
                ? known
                : RowTransfers.names(sku, SkuBuckets.MAX).subList(1, SkuBuckets.MAX));
      }
    }
    buckets = all;
  }

  private static boolean isDivisible(String sku) {
    return sku.length() <= SkuBuckets.MAX_SKU_LENGTH;
  }

  /** Returns the SKUs that are hot now. */
  Set<String> hot() {
    Instant now = clock.instant();
    Set<String> hot = new HashSet<>();
    for (HotSku each : current) {
      if (each.contains(now)) {
        hot.add(each.sku());
      }
    }
    return hot;
  }

  /** Returns the SKUs that are, were or will be hot. */
  Set<String> all() {
    return buckets.keySet();
  }

  @Override
  public List<String> bucketsOf(String sku) {
    return buckets.getOrDefault(sku, List.of());
  }
}
