package io.skuline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.deduction.redis.StackRedis;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.StockResult;
import io.skuline.stack.LocalStack;
import io.skuline.stack.StackOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Redis loses everything while one of two brokers is unavailable. The test always runs on local
 * servers.
 */
class LostBrokerIT {

  private static final int SKUS = 24;
  private static final int UNITS = 10;

  /**
   * Published answers lie unread in the journal's queues at that broker. Their message groups go to
   * the other broker's queues by now, and so do barriers that are sent with them.
   */
  @Test
  void whatWasToldIsWaitedForUntilTheBrokerIsBack() throws Exception {
    StackOptions options = StackOptions.defaults().withSecondBroker();
    try (LocalStack stack = LocalStack.start(options)) {
      Installation installation = Installation.on(stack);
      // A lane writes with a message group of its own, so this many lanes use the queues of both
      // brokers.
      Map<String, String> settings =
          Map.of("SKULINE_INTAKE_LANES", "16", "SKULINE_INTAKE_RECEIVES", "1");
      try (ServiceProcess service = ServiceProcess.start(installation, settings);
          Shop shop = new Shop(installation)) {
        List<String> skus = new ArrayList<>();
        for (int i = 0; i < SKUS; i++) {
          skus.add(shop.stocked("lost-broker-" + i, UNITS));
        }
        Books.balance(service);
        long lost = service.epoch();

        stack.database().pause();
        // The ledger is processing the beginning of each queue; the rest is unread.
        for (int wave = 0; wave < 3; wave++) {
          List<OrderCreated> orders = orders(shop, skus);
          shop.publishAll(orders);
          shop.awaitAnswers(orders);
        }
        List<OrderCreated> answered = orders(shop, skus);
        shop.publishAll(answered);
        shop.awaitAnswers(answered);
        stack.secondBroker().kill();
        StackRedis.on(stack, redis -> redis.getKeys().flushall());
        stack.database().resume();

        await("the rebuild to wait for the broker")
            .atMost(Shop.PATIENCE)
            .until(() -> service.get("/state").body().contains("broker-b/"));
        assertThat(service.get("/state").body()).doesNotContain("\"phase\":\"OPEN\"");
        stack.secondBroker().start();
        await("the next epoch").atMost(Shop.PATIENCE).until(() -> service.epoch() > lost);
        service.awaitReady();

        List<StockResult> answers =
            answered.stream().map(order -> shop.answer(order.orderId())).toList();
        assertThat(answers).hasOnlyElementsOfType(DeductionConfirmed.class);
        answered.forEach(shop::publishUntilStored);
        Books.balance(service);
        for (String sku : skus) {
          assertThat(Books.available(service, sku)).isEqualTo(UNITS - 4);
        }
        assertThat(answered.stream().map(order -> shop.answer(order.orderId())).toList())
            .isEqualTo(answers);
      }
    }
  }

  private static List<OrderCreated> orders(Shop shop, List<String> skus) {
    return skus.stream().map(sku -> shop.order(new OrderLine(sku, 1))).toList();
  }
}
