package io.skuline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code skuline.intake.enabled=false}: nothing is decided, and everything else goes on. */
@ExtendWith(StackExtension.class)
class PausedSaleIT {

  @Test
  void theLedgerCatchesUpAndOrdersWaitUntilSellingGoesOn(Stack stack) throws Exception {
    Installation installation = Installation.on(stack);
    int port = stack.database().port();
    try (Forwarder way = new Forwarder(port);
        Shop shop = new Shop(installation)) {
      String url = stack.jdbcUrl(installation.database()).replace(":" + port, ":" + way.port());
      String sku;
      List<OrderCreated> before;
      try (RunningService service =
          EmbeddedService.start(installation, Map.of("SPRING_DATASOURCE_URL", url))) {
        sku = shop.stocked("paused", 100);
        Books.balance(service);
        way.cut();
        before = orders(shop, sku);
        shop.publishAll(before);
        shop.awaitAnswers(before);
      }
      List<OrderCreated> during = orders(shop, sku);
      try (RunningService paused =
          EmbeddedService.start(installation, Map.of("SKULINE_INTAKE_ENABLED", "off"))) {
        shop.publishAll(during);
        await("the ledger to store what was sold before")
            .atMost(Shop.PATIENCE)
            .until(() -> paused.get("/movements?sku=" + sku).body().contains("\"sequence\":61"));
        assertThat(paused.get("/audit?waitSeconds=60").body()).contains("\"passed\":true");
        assertThat(paused.get("/verify").body()).contains("\"passed\":true");
        assertThat(paused.get("/reconcile").statusCode()).isEqualTo(200);
        assertThat(paused.get("/state").body()).contains("\"phase\":\"OPEN\"");
        assertThat(Books.available(paused, sku)).isEqualTo(40);
        assertThat(during).noneMatch(order -> shop.hasAnswer(order.orderId()));
      }
      try (RunningService service = EmbeddedService.start(installation)) {
        shop.awaitAnswers(during);
        assertThat(Books.sold(shop, before)).containsEntry(sku, 60);
        assertThat(Books.sold(shop, during)).containsEntry(sku, 40);
        Books.balance(service);
      }
    }
  }

  private static List<OrderCreated> orders(Shop shop, String sku) {
    return Stream.generate(() -> shop.order(new OrderLine(sku, 1))).limit(60).toList();
  }
}
