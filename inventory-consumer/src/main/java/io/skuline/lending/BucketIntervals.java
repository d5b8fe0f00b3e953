package io.skuline.lending;

import io.skuline.concurrent.BackgroundService;
import io.skuline.concurrent.TimeSource;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.DividedSkus;
import io.skuline.deduction.OrderHomes;
import io.skuline.event.OrderEvent;
import io.skuline.event.SkuBuckets;
import io.skuline.event.SpreadGroups;
import io.skuline.event.StockAdjusted;
import io.skuline.store.HotSku;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows for which orders the stock of a SKU is divided, and so where they are at home. An order of
 * such a SKU that was created in the interval is at home at the bucket that its spread group names,
 * modulo the number of buckets; bucket 0 is the SKU itself.
 *
 * <p>An interval begins and ends at least the notice after it is declared, by the database's clock.
 * So a list that was read at some time, by the same clock, tells the homes of all orders that were
 * created before that time and the notice. The home of a later order is not known until the list is
 * read again.
 */
final class BucketIntervals extends BackgroundService implements OrderHomes, DividedSkus {

  private static final Logger log = LoggerFactory.getLogger(BucketIntervals.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /**
   * The intervals of all divided SKUs.
   *
   * @param readAt a time of the database's clock at which no others were declared
   */
  record Declared(Instant readAt, List<HotSku> intervals) {}

  private record Known(
      Instant readAt, Map<String, List<HotSku>> bySku, Map<String, List<String>> buckets) {

    static Known of(Declared declared) {
      Map<String, List<HotSku>> bySku = new LinkedHashMap<>();
      Map<String, List<String>> buckets = new HashMap<>();
      declared
          .intervals()
          .forEach(each -> bySku.computeIfAbsent(each.sku(), any -> new ArrayList<>()).add(each));
      bySku.forEach(
          (sku, its) -> {
            int most = its.stream().mapToInt(HotSku::buckets).max().orElse(1);
            buckets.put(
                sku,
                IntStream.range(0, most).mapToObj(bucket -> SkuBuckets.id(sku, bucket)).toList());
          });
      return new Known(declared.readAt(), bySku, buckets);
    }
  }

  private final Supplier<Declared> source;
  private final Duration notice;
  private final boolean expected;
  private final Duration pause;
  private final TimeSource time;
  private volatile @Nullable Known known;
  private boolean failing;

  /**
   * @param source reads the intervals; throws if it cannot
   * @param notice how long before its beginning or end an interval is declared
   * @param expected whether SKUs may be divided although none was yet
   */
  BucketIntervals(Supplier<Declared> source, Duration notice, boolean expected, TimeSource time) {
    super("bucket-intervals");
    this.source = source;
    this.notice = notice;
    this.expected = expected;
    Duration tenth = notice.dividedBy(10);
    this.pause = tenth.compareTo(LONGEST_PAUSE) < 0 ? tenth : LONGEST_PAUSE;
    this.time = time;
  }

  @Override
  protected void step() throws InterruptedException {
    try {
      read();
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) {
        log.warn("The intervals of divided SKUs cannot be read: {}", e.toString());
      }
      failing = true;
    }
    time.sleep(pause);
  }

  /** Reads the intervals anew. */
  void read() {
    known = Known.of(source.get());
  }

  /** Returns the SKUs that are, were or will be divided. */
  Set<String> skus() {
    Known now = known;
    return now == null ? Set.of() : now.bySku().keySet();
  }

  /** Returns the intervals of a SKU. */
  List<HotSku> of(String sku) {
    Known now = known;
    return now == null ? List.of() : now.bySku().getOrDefault(sku, List.of());
  }

  @Override
  public List<String> bucketsOf(String sku) {
    Known now = known;
    List<String> all = now == null ? null : now.buckets().get(sku);
    return all == null ? List.of() : all.subList(1, all.size());
  }

  @Override
  public String of(OrderEvent event) {
    String sku = event.messageGroup();
    if (event instanceof StockAdjusted) {
      return sku;
    }
    Known now = known;
    if (now == null) {
      throw new DeductionUnavailableException("It is not known yet which SKUs are divided");
    }
    if ((expected || !now.bySku().isEmpty())
        && !event.createdAt().isBefore(now.readAt().plus(notice))) {
      throw new DeductionUnavailableException(
          "It is not known yet which SKUs are divided at " + event.createdAt());
    }
    for (HotSku each : now.bySku().getOrDefault(sku, List.of())) {
      if (each.contains(event.createdAt())) {
        int bucket = SpreadGroups.number(event.key()) % each.buckets();
        return now.buckets().get(sku).get(bucket);
      }
    }
    return sku;
  }
}
