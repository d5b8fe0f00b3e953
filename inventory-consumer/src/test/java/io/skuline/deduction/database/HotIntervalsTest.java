package io.skuline.deduction.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.deduction.SettableClock;
import io.skuline.event.SkuBuckets;
import io.skuline.store.HotSku;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HotIntervalsTest {

  private static final Instant BEGIN = Instant.parse("2026-01-01T10:00:00Z");
  private static final String LONGEST = "x".repeat(SkuBuckets.MAX_SKU_LENGTH);

  private final SettableClock clock = new SettableClock(BEGIN);
  private final HotIntervals intervals = new HotIntervals(clock);

  @Test
  void aSkuIsHotFromItsBeginningToItsEnd() {
    intervals.learn(List.of(interval("tv", BEGIN.plusSeconds(9)), interval("radio", null)));
    assertThat(intervals.hot()).containsExactlyInAnyOrder("tv", "radio");
    clock.set(BEGIN.plusSeconds(9));
    assertThat(intervals.hot()).containsExactly("radio");
    clock.set(BEGIN.minusMillis(1));
    assertThat(intervals.hot()).isEmpty();
  }

  @Test
  void itsRowsAreKnownBeforeItBeginsAndAfterItsEnd() {
    assertThat(intervals.bucketsOf("tv")).isEmpty();
    clock.set(BEGIN.minusSeconds(1));
    intervals.learn(List.of(interval("tv", null)));
    assertThat(intervals.bucketsOf("tv"))
        .hasSize(SkuBuckets.MAX - 1)
        .startsWith(SkuBuckets.id("tv", 1))
        .endsWith(SkuBuckets.id("tv", SkuBuckets.MAX - 1));
    intervals.learn(List.of());
    assertThat(intervals.bucketsOf("tv")).hasSize(SkuBuckets.MAX - 1);
    intervals.learnAll(List.of("radio"));
    assertThat(intervals.all()).containsExactly("radio");
  }

  /** The name of a bucket would be too long. */
  @Test
  void aLongSkuHasOneRow() {
    intervals.learn(List.of(interval(LONGEST, null), interval(LONGEST + "x", null)));
    intervals.learnAll(List.of(LONGEST, LONGEST + "x"));
    assertThat(intervals.hot()).containsExactly(LONGEST);
    assertThat(intervals.all()).containsExactly(LONGEST);
  }

  private static HotSku interval(String sku, Instant until) {
    return new HotSku(1, sku, BEGIN, until, 1);
  }
}
