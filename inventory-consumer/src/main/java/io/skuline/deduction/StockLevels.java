package io.skuline.deduction;

import io.skuline.event.StockLevel;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reads stock where it is decided. */
public interface StockLevels {

  /**
   * Returns the levels of those SKUs that exist, without the units that carts have reserved.
   *
   * @throws DeductionUnavailableException if stock is fenced
   */
  Map<String, StockLevel> of(Collection<String> skus);

  /**
   * Returns the levels of those SKUs that exist, as they were at some moment of the last 100 ms.
   * This takes less work than {@link #of} if many ask for the same SKUs.
   *
   * @throws DeductionUnavailableException if stock is fenced
   */
  default Map<String, StockLevel> recent(Collection<String> skus) {
    return of(skus);
  }

  /**
   * Returns the levels of those SKUs that exist, each with its buckets: the sum of their units, and
   * of their sequences. Units on their way from one to the other are missing.
   *
   * @param read returns levels of SKUs and buckets
   */
  static Map<String, StockLevel> withBuckets(
      Collection<String> skus,
      DividedSkus divided,
      Function<Collection<String>, Map<String, StockLevel>> read) {
    Map<String, String> skuOfBucket = new LinkedHashMap<>();
    for (String sku : skus) {
      divided.bucketsOf(sku).forEach(bucket -> skuOfBucket.put(bucket, sku));
    }
    if (skuOfBucket.isEmpty()) {
      return read.apply(skus);
    }
    Set<String> all = new LinkedHashSet<>(skus);
    all.addAll(skuOfBucket.keySet());
    Map<String, StockLevel> levels = new HashMap<>(read.apply(all));
    skuOfBucket.forEach(
        (bucket, sku) -> {
          StockLevel level = levels.remove(bucket);
          if (level != null) {
            levels.merge(
                sku,
                level,
                (one, other) ->
                    new StockLevel(
                        one.available() + other.available(), one.sequence() + other.sequence()));
          }
        });
    return levels;
  }

  /**
   * Returns the levels of those SKUs that exist, as the database has them once it has caught up.
   *
   * @throws DeductionUnavailableException if stock is fenced
   */
  default Map<String, AccountedLevel> accounted(Collection<String> skus) {
    Map<String, AccountedLevel> levels = new HashMap<>();
    of(skus).forEach((sku, level) -> levels.put(sku, new AccountedLevel(level, 0)));
    return levels;
  }
}
