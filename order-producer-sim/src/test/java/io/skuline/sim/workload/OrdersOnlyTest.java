package io.skuline.sim.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.StockAdjusted;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OrdersOnlyTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T08:00:00Z"));

  @Test
  void theSameSeedGivesTheSameOrders() {
    assertThat(orders(demand(7, 1000))).isEqualTo(orders(demand(7, 1000)));
    assertThat(orders(demand(7, 1000))).isNotEqualTo(orders(demand(8, 1000)));
  }

  @Test
  void anotherRunWithTheSameSeedWantsTheSameUnderOtherIds() {
    Demand other = new Demand("other", 7, 1000, 100, 0.33, 1.1, 10);
    List<OrderCreated> here = orders(demand(7, 1000));
    List<OrderCreated> there = orders(other);
    assertThat(there.get(999).orderId()).isEqualTo("other-order-1000");
    assertThat(there.stream().map(order -> order.lines().get(0).quantity()))
        .isEqualTo(here.stream().map(order -> order.lines().get(0).quantity()).toList());
  }

  @Test
  void idsDoNotDependOnTheLocale() {
    List<OrderCreated> orders = orders(demand(7, 100));
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(new Locale.Builder().setLanguage("ar").setRegion("EG").build());
      assertThat(orders(demand(7, 100))).isEqualTo(orders);
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void aThirdIsCartsOfTwoToFiveLines() {
    List<OrderCreated> orders = orders(demand(1, 20_000));
    List<OrderCreated> carts = orders.stream().filter(order -> order.lines().size() > 1).toList();
    assertThat(carts.size() / 20_000.0).isCloseTo(0.33, within(0.02));
    assertThat(carts).allMatch(cart -> cart.lines().size() <= 5);
    assertThat(carts).anyMatch(cart -> cart.lines().size() == 5);
  }

  @Test
  void someCartsNameASkuTwice() {
    assertThat(orders(demand(1, 1000)))
        .anyMatch(
            order ->
                order.lines().stream().map(OrderLine::sku).distinct().count()
                    < order.lines().size());
  }

  @Test
  void demandIsSkewed() {
    Map<String, Integer> wanted = new HashMap<>();
    for (OrderCreated order : orders(demand(1, 20_000))) {
      order.lines().forEach(line -> wanted.merge(line.sku(), 1, Integer::sum));
    }
    double tenth = wanted.get("run-sku-0010");
    // 10^1.1
    assertThat(wanted.get("run-sku-0001") / tenth).isCloseTo(12.6, within(2.0));
  }

  @Test
  void everySkuOnSaleIsStockedOnce() {
    List<StockAdjusted> opening = sale(demand(1, 10)).opening();
    assertThat(opening).hasSize(100).allMatch(each -> each.delta() == 10);
    Set<String> skus = opening.stream().map(StockAdjusted::sku).collect(Collectors.toSet());
    assertThat(skus).hasSize(100);
    assertThat(orders(demand(1, 1000)))
        .allMatch(order -> order.lines().stream().allMatch(line -> skus.contains(line.sku())));
  }

  private static Demand demand(long seed, int orders) {
    return new Demand("run", seed, orders, 100, 0.33, 1.1, 10);
  }

  private static Scenario sale(Demand demand) {
    return ScenarioName.FLASH_SALE.with(demand, CLOCK);
  }

  private static List<OrderCreated> orders(Demand demand) {
    List<OrderCreated> orders = new ArrayList<>();
    for (var each = sale(demand).messages(); each.hasNext(); ) {
      orders.add((OrderCreated) ((OutgoingMessage.Good) each.next()).event());
    }
    assertThat(orders).hasSize(demand.orders());
    return orders;
  }
}
