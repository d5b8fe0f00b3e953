package io.skuline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StackExtension.class)
class CrashIT {

  private static final int ORDERS = 3000;
  private static final int SKUS = 20;
  private static final int UNITS = 100;

  @Test
  void killedInTheMiddleOfASaleItGoesOnWhereItWas(Stack stack) throws Exception {
    Installation installation = Installation.on(stack);
    try (Shop shop = new Shop(installation);
        ServiceProcess service = ServiceProcess.start(installation, settings(installation))) {
      for (int i = 0; i < SKUS; i++) {
        shop.stocked("sku-" + i, UNITS);
      }
      List<OrderCreated> orders = orders(shop);
      CompletableFuture<Void> publishing = shop.publishAllInBackground(orders);
      for (int crash = 1; crash <= 3; crash++) {
        int enough = SKUS + crash * ORDERS / 6;
        await().atMost(Shop.PATIENCE).until(() -> shop.received() >= enough);
        service.kill();
        service.launch();
      }
      service.awaitReady();
      publishing.join();
      shop.awaitAnswers(orders);
      Books.balance(service);
      Map<String, Integer> sold = Books.sold(shop, orders);
      for (int i = 0; i < SKUS; i++) {
        String sku = "sku-" + i;
        assertThat(Books.available(service, sku)).isEqualTo(UNITS - sold.getOrDefault(sku, 0));
      }
    }
  }

  /** The further settings of another variant of the service. */
  Map<String, String> settings(Installation installation) {
    return Map.of();
  }

  /** Demand is well above stock; a third of the orders are carts. */
  private static List<OrderCreated> orders(Shop shop) {
    Random random = new Random(11);
    List<OrderCreated> orders = new ArrayList<>();
    for (int i = 0; i < ORDERS; i++) {
      List<OrderLine> lines = new ArrayList<>();
      int count = i % 3 == 0 ? 3 : 1;
      for (int line = 0; line < count; line++) {
        lines.add(new OrderLine("sku-" + random.nextInt(SKUS), 1 + random.nextInt(2)));
      }
      orders.add(shop.order(lines.toArray(OrderLine[]::new)));
    }
    return orders;
  }
}
