package io.skuline.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HotSkusTest {

  private static final Instant FROM = Instant.parse("2026-11-27T08:00:00Z");
  private static final Instant UNTIL = Instant.parse("2026-11-27T09:00:00Z");
  private static final Instant AGAIN = Instant.parse("2026-11-27T10:00:00Z");

  private final HotSkus hot =
      HotSkus.of(
          List.of(
              new HotSkus.Interval("tv", FROM, Optional.of(UNTIL)),
              new HotSkus.Interval("tv", AGAIN, Optional.empty())));

  @Test
  void anOrderIsSpreadIfItWasCreatedInAnInterval() {
    String spread = SpreadGroups.of("tv", "o");
    assertThat(group("tv", FROM.minusMillis(1))).isEqualTo("tv");
    assertThat(group("tv", FROM)).isEqualTo(spread);
    assertThat(group("tv", UNTIL.minusMillis(1))).isEqualTo(spread);
    assertThat(group("tv", UNTIL)).isEqualTo("tv");
    assertThat(group("tv", AGAIN.minusMillis(1))).isEqualTo("tv");
    assertThat(group("tv", AGAIN.plusSeconds(1_000_000))).isEqualTo(spread);
    assertThat(group("radio", FROM)).isEqualTo("radio");
    assertThat(HotSkus.NONE.messageGroup(order("tv", FROM))).isEqualTo("tv");
  }

  /** A return comes weeks later; what counts is when its order was created. */
  @Test
  void whatFollowsAnOrderHasItsGroup() {
    for (Instant createdAt : List.of(FROM.minusMillis(1), FROM, UNTIL, AGAIN)) {
      OrderCreated order = order("tv", createdAt);
      assertThat(hot.messageGroup(new OrderCancelled(order.ref())))
          .isEqualTo(hot.messageGroup(order));
      assertThat(
              hot.messageGroup(
                  new StockReturned("r", order.ref(), List.of(new OrderLine("tv", 1)))))
          .isEqualTo(hot.messageGroup(order));
    }
  }

  @Test
  void aCartFollowsItsFirstLine() {
    List<OrderLine> lines = List.of(new OrderLine("radio", 1), new OrderLine("tv", 1));
    assertThat(hot.messageGroup(new OrderCreated("o", FROM, lines))).isEqualTo("radio");
  }

  /** An adjustment is no order, and is not spread. */
  @Test
  void anAdjustmentWaitsInTheQueueOfItsSku() {
    assertThat(
            hot.messageGroup(new StockAdjusted("a", FROM, "tv", 5, AdjustmentKind.REPLENISHMENT)))
        .isEqualTo("tv");
  }

  @Test
  void anIntervalOfNoHotSkuIsRefused() {
    assertThatThrownBy(() -> new HotSkus.Interval("s".repeat(61), FROM, Optional.empty()))
        .isInstanceOf(InvalidEventException.class);
    assertThatThrownBy(() -> new HotSkus.Interval("tv", null, Optional.empty()))
        .isInstanceOf(InvalidEventException.class)
        .hasMessage("from is missing");
  }

  private String group(String sku, Instant createdAt) {
    return hot.messageGroup(order(sku, createdAt));
  }

  private static OrderCreated order(String sku, Instant createdAt) {
    return new OrderCreated("o", createdAt, List.of(new OrderLine(sku, 1)));
  }
}
