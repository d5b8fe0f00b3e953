package io.skuline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StackExtension.class)
class GracefulStopIT {

  private static final int ORDERS = 3000;
  private static final int SKUS = 20;
  private static final int UNITS = 100;
  private static final int LANES = 2;
  private static final int RECEIVES = 2;
  private static final int BATCH = 32;

  /** The exit code of a JVM that SIGTERM ended, and whose shutdown hooks were completed. */
  private static final int ENDED_BY_SIGTERM = 128 + 15;

  private static final String RECEIVED = "skuline_events_received_total";

  @Test
  void aServiceThatIsStoppedInASaleLeavesTheRestToTheOther(Stack stack) throws Exception {
    Installation installation = Installation.on(stack);
    Map<String, String> settings =
        Map.of(
            "SKULINE_INTAKE_LANES", "" + LANES,
            "SKULINE_INTAKE_RECEIVES", "" + RECEIVES,
            "SKULINE_INTAKE_BATCHSIZE", "" + BATCH,
            // A message that comes again sooner was released.
            "SKULINE_INTAKE_INVISIBLE", "30s");
    try (Shop shop = new Shop(installation);
        ServiceProcess leaving = ServiceProcess.start(installation, settings);
        ServiceProcess staying = ServiceProcess.start(installation, settings)) {
      for (int i = 0; i < SKUS; i++) {
        shop.stocked("sku-" + i, UNITS);
      }
      List<OrderCreated> orders = orders(shop);
      CompletableFuture<Void> first = shop.publishAllInBackground(orders.subList(0, ORDERS / 2));
      await("a sale that both are busy with")
          .atMost(Shop.PATIENCE)
          .until(() -> shop.received() > SKUS + ORDERS / 10 && busy(leaving) && busy(staying));
      CompletableFuture<Void> second =
          shop.publishAllInBackground(orders.subList(ORDERS / 2, ORDERS));
      CompletableFuture<Double> receivedByLeaving =
          CompletableFuture.supplyAsync(() -> lastReceived(leaving));

      leaving.stop();

      assertThat(leaving.exitCode()).isEqualTo(ENDED_BY_SIGTERM);
      first.join();
      second.join();
      shop.awaitAnswers(orders);
      assertThat(Books.sold(shop, orders).values()).allMatch(sold -> sold <= UNITS);
      Books.balance(staying);
      // A lane processes one batch at a time; the batches that wait behind it were not begun.
      double received = receivedByLeaving.join() + staying.metric(RECEIVED);
      assertThat(received - ORDERS - SKUS)
          .as("redelivered")
          .isLessThanOrEqualTo(LANES * RECEIVES * BATCH);
    }
  }

  private static boolean busy(ServiceProcess service) throws Exception {
    return service.metric(RECEIVED) > 0;
  }

  /** Asks until the service does not answer any more: receiving ends before HTTP does. */
  private static double lastReceived(ServiceProcess service) {
    double last = 0;
    while (true) {
      try {
        last = Math.max(last, service.metric(RECEIVED));
      } catch (IOException ended) {
        return last;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return last;
      }
    }
  }

  /** Demand is above stock; a third of the orders are carts. */
  private static List<OrderCreated> orders(Shop shop) {
    List<OrderCreated> orders = new ArrayList<>();
    for (int i = 0; i < ORDERS; i++) {
      OrderLine line = new OrderLine("sku-" + i % SKUS, 1);
      OrderLine other = new OrderLine("sku-" + (i + 7) % SKUS, 1);
      orders.add(i % 3 == 0 ? shop.order(line, other) : shop.order(line));
    }
    return orders;
  }
}
