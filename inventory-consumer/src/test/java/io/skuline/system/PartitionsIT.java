package io.skuline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.deduction.redis.Partitions;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.StockResult;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The whole service over one Redis that is divided into partitions. */
@ExtendWith(StackExtension.class)
class PartitionsIT {

  private static final int COUNT = 4;

  /**
   * With several partitions an order is found by its first SKU. One that comes again with another
   * first SKU is decided again, and the ledger keeps the first answer. Its own answer stays what it
   * was.
   */
  @Test
  void anOrderThatComesAgainWithAnotherFirstSkuIsAnAnomaly(Stack stack) throws Exception {
    Installation installation = Installation.on(stack);
    try (Shop shop = new Shop(installation);
        RunningService service = EmbeddedService.start(installation, settings(COUNT))) {
      List<String> skus = stocked(shop);
      String other =
          skus.stream()
              .filter(sku -> partition(sku) != partition(skus.get(0)))
              .findFirst()
              .orElseThrow();
      OrderCreated order = shop.order(new OrderLine(skus.get(0), 1));
      shop.ask(order);
      Books.balance(service);
      shop.publish(
              new OrderCreated(
                  order.orderId(), order.createdAt(), List.of(new OrderLine(other, 1))))
          .join();
      await("the second answer")
          .atMost(Shop.PATIENCE)
          .until(() -> shop.answersTo(order.orderId()).size() == 2);
      await("the ledger to find it")
          .atMost(Shop.PATIENCE)
          .until(() -> service.get("/audit?waitSeconds=60").body().contains("contradicts"));
      assertThat(service.get("/audit?waitSeconds=60").body())
          .contains("\"passed\":false", "\"subject\":\"" + order.orderId() + " ");
    }
  }

  /** Everything lies elsewhere then, and is built from the database. */
  @Test
  void anotherNumberOfPartitionsKeepsStockAndAnswers(Stack stack) throws Exception {
    Installation installation = Installation.on(stack);
    try (Shop shop = new Shop(installation)) {
      List<String> skus;
      OrderCreated cart;
      StockResult answer;
      try (RunningService service = EmbeddedService.start(installation, settings(1))) {
        skus = stocked(shop);
        cart = shop.order(new OrderLine(skus.get(0), 1), new OrderLine(skus.get(1), 2));
        answer = shop.ask(cart);
        Books.balance(service);
      }
      try (RunningService service = EmbeddedService.start(installation, settings(COUNT))) {
        assertThat(service.epoch()).isEqualTo(2);
        assertThat(Books.available(service, skus.get(1))).isEqualTo(8);
        shop.publish(cart).join();
        OrderCreated next =
            shop.order(new OrderLine(skus.get(1), 8), new OrderLine(skus.get(2), 10));
        assertThat(shop.ask(next).moves()).hasSize(2);
        await("the answer again")
            .atMost(Shop.PATIENCE)
            .until(() -> shop.answersTo(cart.orderId()).size() > 1);
        assertThat(shop.answer(cart.orderId())).isEqualTo(answer);
        assertThat(Books.available(service, skus.get(1))).isZero();
        Books.balance(service);
      }
    }
  }

  private static Map<String, String> settings(int partitions) {
    return Map.of("SKULINE_REDIS_PARTITIONS", Integer.toString(partitions));
  }

  private static int partition(String sku) {
    return Partitions.of("any", COUNT).of(sku);
  }

  private static List<String> stocked(Shop shop) {
    return IntStream.range(0, 8).mapToObj(i -> shop.stocked("part-" + i, 10)).toList();
  }
}
