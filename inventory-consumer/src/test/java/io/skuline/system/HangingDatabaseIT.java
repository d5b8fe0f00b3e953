package io.skuline.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.ReturnAccepted;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A database that accepts connections and then never answers. This is worse than an unavailable
 * one, since its callers get no error.
 */
@ExtendWith(StackExtension.class)
class HangingDatabaseIT {

  @Test
  void theSaleGoesOnAlsoOfWhatTheDatabaseIsAskedAbout(Stack stack) throws Exception {
    Installation installation = Installation.on(stack);
    int port = stack.database().port();
    try (Forwarder way = new Forwarder(port);
        Shop shop = new Shop(installation);
        RawBroker raw = new RawBroker(installation);
        RunningService service =
            EmbeddedService.start(installation, through(stack, installation, way))) {
      String sku = shop.stocked("hanging", 100);
      OrderCreated before = shop.order(new OrderLine(sku, 1));
      shop.ask(before);
      Books.balance(service);

      way.freeze();
      raw.send(installation, sku, "poison", "hello".getBytes(UTF_8));
      shop.publish(new OrderCancelled(before.ref())).join();
      List<OrderCreated> orders =
          Stream.generate(() -> shop.order(new OrderLine(sku, 1))).limit(20).toList();
      shop.publishAll(orders);
      OrderCreated unknown = shop.order(new OrderLine(shop.id("unknown"), 1));
      shop.publish(unknown).join();
      shop.awaitAnswers(orders);
      assertThat(orders)
          .allSatisfy(
              order ->
                  assertThat(shop.answer(order.orderId())).isInstanceOf(DeductionConfirmed.class));
      assertThat(shop.answer(unknown.orderId())).isInstanceOf(DeductionRejected.class);
      await("the cancellation's answer")
          .atMost(Shop.PATIENCE)
          .until(
              () ->
                  shop.answersTo(before.orderId()).stream()
                      .anyMatch(ReturnAccepted.class::isInstance));
      assertThat(service.status("/actuator/health/liveness")).isEqualTo(200);
      assertThat(service.metric("skuline_intake_retries_total")).isZero();

      way.thaw();
      Books.balance(service);
      assertThat(Books.available(service, sku)).isEqualTo(80);
    }
  }

  private static Map<String, String> through(
      Stack stack, Installation installation, Forwarder way) {
    String url = stack.jdbcUrl(installation.database());
    Map<String, String> settings = new HashMap<>(Operator.settings());
    settings.put(
        "SPRING_DATASOURCE_URL", url.replace(":" + stack.database().port(), ":" + way.port()));
    return settings;
  }
}
