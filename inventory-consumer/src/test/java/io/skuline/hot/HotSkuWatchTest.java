package io.skuline.hot;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.concurrent.FakeTimeSource;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;

class HotSkuWatchTest {

  private static final int RATE = 100;

  private final OrderRates rates = new OrderRates();
  private final List<String> kept = new ArrayList<>();

  @Test
  void aSkuWithManyOrdersIsSwitchedHot() throws Exception {
    look(order("tea"), 1000);
    assertThat(kept).containsExactly("tea false 100 orders a second in one instance");
  }

  @Test
  void halfAsManyKeepItHot() throws Exception {
    look(order("tea"), 999);
    look(order("tea"), 500);
    look(order("tea"), 499);
    assertThat(kept)
        .containsExactly(
            "tea true 100 orders a second in one instance",
            "tea true 50 orders a second in one instance");
  }

  @Test
  void whatHasNoRoomForANumberIsNotHot() throws Exception {
    look(order("s".repeat(61)), 1000);
    assertThat(kept).isEmpty();
  }

  @Test
  void ordersBeforeTheWindowDoNotCount() throws Exception {
    for (int i = 0; i < 5000; i++) {
      rates.received(order("tea"));
    }
    look(order("ale"), 10);
    assertThat(kept).isEmpty();
  }

  @Test
  void aDatabaseThatIsAwayIsAskedAgain() throws Exception {
    HotSkuWatch.Switch away =
        (sku, extendOnly, note) -> {
          kept.add(sku);
          throw new QueryTimeoutException("away");
        };
    for (int i = 0; i < 2; i++) {
      watch(order("tea"), 1000, away).step();
    }
    assertThat(kept).containsExactly("tea", "tea");
  }

  @Test
  void whatIsCountedIsBounded() {
    OrderRates few = new OrderRates(2);
    for (String sku : List.of("a", "b", "c", "a", "c")) {
      few.received(order(sku));
    }
    assertThat(few.take()).hasSize(2).containsEntry("a", 2L).containsEntry("b", 1L);
    OrderRates.NONE.received(order("a"));
    assertThat(OrderRates.NONE.take()).isEmpty();
  }

  private void look(OrderCreated order, int count) throws InterruptedException {
    watch(order, count, (sku, extendOnly, note) -> kept.add(sku + " " + extendOnly + " " + note))
        .step();
  }

  /** Orders come while the watch sleeps. */
  private HotSkuWatch watch(OrderCreated order, int count, HotSkuWatch.Switch hot) {
    FakeTimeSource time = new FakeTimeSource();
    time.whileAsleep(
        () -> {
          for (int i = 0; i < count; i++) {
            rates.received(order);
          }
        });
    return new HotSkuWatch(rates, RATE, hot, time);
  }

  private static OrderCreated order(String sku) {
    return new OrderCreated(
        "o", Instant.EPOCH.plusSeconds(2_000_000_000), List.of(new OrderLine(sku, 1)));
  }
}
