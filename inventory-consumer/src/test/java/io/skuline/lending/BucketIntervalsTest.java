package io.skuline.lending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.concurrent.TimeSource;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.InvalidEventException;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.SkuBuckets;
import io.skuline.event.SpreadGroups;
import io.skuline.event.StockAdjusted;
import io.skuline.store.HotSku;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketIntervalsTest {

  private static final Instant FROM = Instant.parse("2026-11-27T08:00:00Z");
  private static final Instant UNTIL = FROM.plusSeconds(60);
  private static final Duration NOTICE = Duration.ofSeconds(100);

  private BucketIntervals.Declared declared =
      new BucketIntervals.Declared(FROM, List.of(new HotSku(1, "tea", FROM, UNTIL, 4)));

  private BucketIntervals intervals(boolean expected) {
    return new BucketIntervals(() -> declared, NOTICE, expected, TimeSource.SYSTEM);
  }

  private static OrderCreated order(String sku, String id, Instant createdAt) {
    return new OrderCreated(id, createdAt, List.of(new OrderLine(sku, 1)));
  }

  @Test
  void whatWasCreatedInTheIntervalIsAtHomeAtItsBucket() {
    BucketIntervals intervals = intervals(false);
    intervals.read();
    for (int i = 0; i < 50; i++) {
      String id = "o-" + i;
      String bucket = SkuBuckets.id("tea", SpreadGroups.number(id) % 4);
      OrderCreated order = order("tea", id, FROM);
      assertThat(intervals.of(order)).isEqualTo(bucket);
      assertThat(intervals.of(new OrderCancelled(order.ref()))).isEqualTo(bucket);
      assertThat(intervals.of(order("tea", id, UNTIL.minusMillis(1)))).isEqualTo(bucket);
    }
  }

  @Test
  void everythingElseIsAtHomeAtItsSku() {
    BucketIntervals intervals = intervals(false);
    intervals.read();

    assertThat(intervals.of(order("tea", "o-1", FROM.minusMillis(1)))).isEqualTo("tea");
    assertThat(intervals.of(order("tea", "o-1", UNTIL))).isEqualTo("tea");
    assertThat(intervals.of(order("cup", "o-1", FROM))).isEqualTo("cup");
    assertThat(intervals.of(new StockAdjusted("a", FROM, "tea", 1, AdjustmentKind.REPLENISHMENT)))
        .isEqualTo("tea");
  }

  /** A list that was read long ago does not tell what was declared since. */
  @Test
  void theHomeOfALaterOrderIsNotKnown() {
    BucketIntervals intervals = intervals(true);
    assertThatExceptionOfType(DeductionUnavailableException.class)
        .isThrownBy(() -> intervals.of(order("cup", "o-1", FROM)));
    intervals.read();

    assertThat(intervals.of(order("cup", "o-1", FROM.plus(NOTICE).minusMillis(1))))
        .isEqualTo("cup");
    assertThatExceptionOfType(DeductionUnavailableException.class)
        .isThrownBy(() -> intervals.of(order("cup", "o-1", FROM.plus(NOTICE))));

    declared = new BucketIntervals.Declared(FROM.plusSeconds(1), List.of());
    intervals.read();
    assertThat(intervals.of(order("cup", "o-1", FROM.plus(NOTICE)))).isEqualTo("cup");
  }

  @Test
  void whereNothingIsDividedAnOldListIsRight() {
    declared = new BucketIntervals.Declared(FROM, List.of());
    BucketIntervals intervals = intervals(false);
    intervals.read();

    assertThat(intervals.of(order("tea", "o-1", FROM.plus(NOTICE)))).isEqualTo("tea");
    assertThat(intervals.bucketsOf("tea")).isEmpty();
  }

  @Test
  void theBucketsOfAllIntervalsCount() {
    declared =
        new BucketIntervals.Declared(
            FROM,
            List.of(new HotSku(1, "tea", FROM, UNTIL, 4), new HotSku(2, "tea", UNTIL, null, 2)));
    BucketIntervals intervals = intervals(false);
    intervals.read();

    assertThat(intervals.skus()).containsExactly("tea");
    assertThat(intervals.bucketsOf("tea"))
        .containsExactly(SkuBuckets.id("tea", 1), SkuBuckets.id("tea", 2), SkuBuckets.id("tea", 3));
  }

  @Test
  void bucketsNeedPartitionsOfTheirOwn() {
    LendingConfiguration.require("tea", 4, true, 4);
    LendingConfiguration.require("tea", 16, true, 16);

    refused("tea", 4, false, 16, "skuline.hot.lending");
    refused("tea", 17, true, 16, "must be 1 to 16");
    refused("tea", 0, true, 16, "must be 1 to 16");
    refused("tea", 4, true, 2, "4 buckets are in 2 of 2");
    refused("tea", 2, true, 1, "skuline.redis.partitions");
    refused("x".repeat(59), 2, true, 16, "58 characters");
  }

  private static void refused(
      String sku, int buckets, boolean lending, int partitions, String why) {
    assertThatExceptionOfType(InvalidEventException.class)
        .isThrownBy(() -> LendingConfiguration.require(sku, buckets, lending, partitions))
        .withMessageContaining(why);
  }
}
