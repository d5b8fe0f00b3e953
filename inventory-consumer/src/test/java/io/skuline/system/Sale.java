package io.skuline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.deduction.redis.RedisKeys;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** A sale in which Redis is lost. Demand is well above stock; a third of the orders are carts. */
final class Sale {

  static final int ORDERS = 1000;
  static final int UNITS = 100;
  private static final int SKUS = 10;

  private final Shop shop;
  private final RedisPair redis;
  private final Installation installation;
  private final Path copy;
  private final long epoch;
  private final List<String> skus = new ArrayList<>();
  private final List<OrderCreated> orders = new ArrayList<>();
  private final List<CompletableFuture<Void>> publishing = new ArrayList<>();

  /**
   * @param number the number of this sale: every sale has its own SKUs
   */
  Sale(Shop shop, RedisPair redis, Installation installation, Path copy, int number, long epoch) {
    this.shop = shop;
    this.redis = redis;
    this.installation = installation;
    this.copy = copy;
    this.epoch = epoch;
    for (int i = 0; i < SKUS; i++) {
      skus.add(shop.stocked("sku-" + number + "-" + i, UNITS));
    }
    Random random = new Random(number);
    for (int i = 0; i < ORDERS; i++) {
      List<OrderLine> lines = new ArrayList<>();
      for (int line = 0; line < (i % 3 == 0 ? 3 : 1); line++) {
        lines.add(new OrderLine(skus.get(random.nextInt(SKUS)), 1));
      }
      orders.add(shop.order(lines.toArray(OrderLine[]::new)));
    }
  }

  RedisPair redis() {
    return redis;
  }

  /** Returns a place for a copy of Redis's files. */
  Path copy() {
    return copy;
  }

  /** Returns the epoch in which the sale began. */
  long epoch() {
    return epoch;
  }

  String stockKey(int sku) {
    return new RedisKeys(installation.id(), "0").stockPrefix(epoch) + skus.get(sku);
  }

  /** Begins to publish these quarters of the orders, 1 to 4. */
  void publishSoon(int... quarters) {
    List<OrderCreated> some = new ArrayList<>();
    for (int quarter : quarters) {
      some.addAll(orders.subList((quarter - 1) * ORDERS / 4, quarter * ORDERS / 4));
    }
    publishing.add(shop.publishAllInBackground(some));
  }

  void awaitAnswers(int enough) {
    await("answers to " + enough + " orders")
        .atMost(Shop.PATIENCE)
        .until(
            () ->
                orders.stream().filter(order -> shop.hasAnswer(order.orderId())).count() >= enough);
  }

  /** Waits until all orders are answered, and requires that the books balance. */
  void settle(RunningService... alive) throws Exception {
    publishing.forEach(CompletableFuture::join);
    shop.awaitAnswers(orders);
    Books.balance(alive[0]);
    for (RunningService service : alive) {
      Books.countersBalance(service);
    }
    Map<String, Integer> sold = Books.sold(shop, orders);
    for (String sku : skus) {
      assertThat(Books.available(alive[0], sku))
          .as(sku)
          .isEqualTo(UNITS - sold.getOrDefault(sku, 0));
    }
  }
}
