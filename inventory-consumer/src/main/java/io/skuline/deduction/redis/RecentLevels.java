package io.skuline.deduction.redis;

import io.skuline.concurrent.TimeSource;
import io.skuline.event.StockLevel;
import io.skuline.store.PartitionEpochs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps levels that were read for a moment, so that a SKU for which many ask is read from Redis
 * only now and then. No level is returned that Redis no longer had {@link #MOST} ago, and none of
 * an epoch that has ended. A SKU that is not known is asked for each time.
 *
 * <p>A level that is still asked for is read again before it is too old, and nobody waits for that.
 * Such levels are collected, since a call for one of them costs nearly as much as a call for many.
 */
final class RecentLevels {

  /** Reads levels of SKUs. */
  interface Source {

    /** Returns the levels of the SKUs that are known; what it throws is thrown on. */
    Map<String, StockLevel> read(PartitionEpochs epochs, List<String> skus);

    /**
     * Begins to read.
     *
     * @param to receives the levels of those SKUs that are known, in any number of parts, or of
     *     some of them, or never anything
     */
    void begin(PartitionEpochs epochs, List<String> skus, Consumer<Map<String, StockLevel>> to);
  }

  /** The age that a returned level may have. */
  static final Duration MOST = Duration.ofMillis(100);

  /** The age at which a level that is asked for is read again. */
  static final Duration OLD = Duration.ofMillis(50);

  /** The time for which such levels are collected. */
  static final Duration COLLECT = Duration.ofMillis(10);

  /** The most levels that are kept, which bounds the memory to a few megabytes. */
  static final int MOST_KEPT = 20_000;

  /**
   * @param before the time before the level was read
   * @param last whether the level is being read again
   */
  private record Kept(StockLevel level, PartitionEpochs epochs, long before, boolean last) {}

  private final Map<String, Kept> kept = new ConcurrentHashMap<>();
  private final Collected collected = new Collected();
  private final Source source;
  private final TimeSource time;

  RecentLevels(Source source, TimeSource time) {
    this.source = source;
    this.time = time;
  }

  /**
   * Returns the levels of the SKUs that are known.
   *
   * @param epochs those that are open
   */
  Map<String, StockLevel> of(PartitionEpochs epochs, Collection<String> skus) {
    long now = time.nanos();
    Map<String, StockLevel> levels = new HashMap<>();
    List<String> missing = new ArrayList<>(0);
    List<String> old = new ArrayList<>(0);
    for (String sku : skus) {
      Kept one = kept.get(sku);
      if (one == null || now - one.before() >= MOST.toNanos() || !one.epochs().equals(epochs)) {
        missing.add(sku);
        continue;
      }
      levels.put(sku, one.level());
      if (!one.last() && now - one.before() >= OLD.toNanos()) {
        Kept last = new Kept(one.level(), epochs, one.before(), true);
        if (kept.replace(sku, one, last)) {
          old.add(sku);
        }
      }
    }
    List<String> again = collected.add(epochs, old, now);
    if (!again.isEmpty()) {
      source.begin(epochs, again, found -> keep(epochs, found, now));
    }
    if (!missing.isEmpty()) {
      Map<String, StockLevel> found = source.read(epochs, missing);
      keep(epochs, found, now);
      levels.putAll(found);
    }
    return levels;
  }

  private void keep(PartitionEpochs epochs, Map<String, StockLevel> found, long before) {
    if (kept.size() + found.size() > MOST_KEPT) {
      kept.clear();
    }
    found.forEach((sku, level) -> kept.put(sku, new Kept(level, epochs, before, false)));
  }

  /** The SKUs that are to be read again. */
  private static final class Collected {

    private List<String> skus = new ArrayList<>();
    private @Nullable PartitionEpochs epochs;
    private volatile boolean any;
    private volatile long since;

    /**
     * Adds SKUs.
     *
     * @param of the epochs that are open; what was collected in others is dropped
     * @return those that are to be read now
     */
    List<String> add(PartitionEpochs of, List<String> more, long now) {
      if (more.isEmpty() && !(any && isOver(now))) {
        return List.of();
      }
      synchronized (this) {
        if (!of.equals(epochs)) {
          epochs = of;
          skus.clear();
        }
        if (skus.isEmpty()) {
          since = now;
        }
        skus.addAll(more);
        any = !skus.isEmpty();
        boolean enough = isOver(now) || skus.size() >= JoinedReads.MOST_SKUS;
        if (!(any && enough)) {
          return List.of();
        }
        List<String> all = skus;
        skus = new ArrayList<>();
        any = false;
        return all;
      }
    }

    private boolean isOver(long now) {
      return now - since >= COLLECT.toNanos();
    }
  }
}
