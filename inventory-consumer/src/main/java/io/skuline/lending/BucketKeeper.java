package io.skuline.lending;

import io.skuline.concurrent.BackgroundService;
import io.skuline.concurrent.TimeSource;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.LentUnits;
import io.skuline.deduction.OrderUnits;
import io.skuline.deduction.QuarantinedException;
import io.skuline.deduction.redis.BucketLending;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.store.HotSku;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lends the units of a divided SKU to its buckets while an interval lasts, and fetches them when it
 * is over, when the SKU's own stock has run dry, or when they came back to a bucket that is closed.
 * What an instance has left half done is completed.
 *
 * <p>All instances do this. Whoever comes second finds it done.
 */
final class BucketKeeper extends BackgroundService implements LentUnits {

  private static final Logger log = LoggerFactory.getLogger(BucketKeeper.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** In one of so many rounds, a SKU is looked at that is not divided now. */
  private static final int RESTING = 10;

  /** The most units that a movement can have, with room for those that come back. */
  private static final long MOST_UNITS = 1_000_000_000;

  private final BucketIntervals intervals;
  private final BucketLending lending;
  private final int least;
  private final Clock clock;
  private final TimeSource time;
  private final Map<String, Object> fetching = new ConcurrentHashMap<>();

  /** SKUs that are not divided now, and whose units are all at home. */
  private final Set<String> resting = new HashSet<>();

  private long rounds;

  /**
   * @param least the least units that a bucket gets
   */
  BucketKeeper(
      BucketIntervals intervals, BucketLending lending, int least, Clock clock, TimeSource time) {
    super("bucket-keeper");
    this.intervals = intervals;
    this.lending = lending;
    this.least = least;
    this.clock = clock;
    this.time = time;
  }

  @Override
  protected void step() throws InterruptedException {
    time.sleep(PAUSE);
    Instant now = clock.instant();
    rounds++;
    for (String sku : intervals.skus()) {
      Optional<HotSku> current =
          intervals.of(sku).stream().filter(each -> each.contains(now)).findFirst();
      if (current.isPresent() || !resting.contains(sku) || rounds % RESTING == 0) {
        try {
          keep(sku, current);
        } catch (DeductionUnavailableException e) {
          log.debug("The buckets of {} stay as they are for now", sku, e);
        } catch (RuntimeException e) {
          log.warn("The buckets of {} stay as they are for now: {}", sku, e.toString());
        }
      }
    }
  }

  private void keep(String sku, Optional<HotSku> current) {
    resting.remove(sku);
    lending.settle(sku);
    if (!lending.isAllAtHome(sku)) {
      if (current.isEmpty()) {
        SortedSet<String> left = fetch(sku);
        log.info("The units of {} are fetched from its buckets, but from {}", sku, left);
      }
      return;
    }
    lending.fetchReturned(sku, intervals.bucketsOf(sku));
    if (current.isEmpty()) {
      resting.add(sku);
    } else {
      int buckets = current.get().buckets();
      long share = Math.min(lending.available(sku) / buckets, MOST_UNITS);
      if (share >= least) {
        lending.lend(sku, buckets, share);
        log.info("{} units of {} are lent to each of {} buckets", share, sku, buckets - 1);
      }
    }
  }

  /** Of several lanes that want the same units, one fetches them. */
  private SortedSet<String> fetch(String sku) {
    synchronized (fetching.computeIfAbsent(sku, any -> new Object())) {
      return lending.collapse(sku);
    }
  }

  @Override
  public void fetch(SortedSet<String> skus, List<OrderEvent> batch) {
    Map<Integer, Set<String>> touching = new HashMap<>();
    for (String sku : skus) {
      SortedSet<String> left = fetch(sku);
      for (int i = 0; i < batch.size() && !left.isEmpty(); i++) {
        if (wants(batch.get(i), sku)) {
          touching.computeIfAbsent(i, any -> new TreeSet<>()).addAll(left);
        }
      }
    }
    if (!touching.isEmpty()) {
      throw new QuarantinedException(touching, batch);
    }
  }

  private static boolean wants(OrderEvent event, String sku) {
    return event.messageGroup().equals(sku)
        || (event instanceof OrderCreated order
            && OrderUnits.bySku(order.lines()).containsKey(sku));
  }
}
