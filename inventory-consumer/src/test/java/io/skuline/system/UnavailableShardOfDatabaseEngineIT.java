package io.skuline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Two databases decide; the second one is unavailable when the service starts. */
@ExtendWith(StackExtension.class)
class UnavailableShardOfDatabaseEngineIT {

  /** The shard could not be asked at the start, so it is asked before anything is decided in it. */
  @Test
  void itStartsHoldsAllOrdersAndGoesOnByItselfWhenWhatTheShardHoldsIsRight(Stack stack)
      throws Exception {
    Installation installation = Installation.on(stack);
    TwoDatabases direct = TwoDatabases.of(installation);
    JdbcTemplate other =
        new JdbcTemplate(
            new DriverManagerDataSource(direct.url(), stack.jdbcUser(), stack.jdbcPassword()));
    try (Forwarder way = new Forwarder(stack.database().port());
        Shop shop = new Shop(installation);
        ServiceProcess service =
            ServiceProcess.start(installation, settings(direct.through(way)))) {
      String lower = stocked(shop, 0);
      String upper = stocked(shop, 1);
      service.stop();
      way.cut();
      service.launch();
      awaitReasonOfNotBeingReady(service, "shard-1");
      assertThat(service.log()).contains("Not there yet, its ledger waits: shard 1");
      List<OrderCreated> orders = orders(shop, lower, upper);
      shop.publishAll(orders);
      awaitMoreTries(service);
      assertThat(service.status("/actuator/health/liveness")).isEqualTo(200);
      for (String question : List.of("/reconcile", "/quarantine/" + upper)) {
        assertThat(service.status(question)).as(question).isEqualTo(503);
      }
      assertThat(service.get("/reconcile").body()).contains("shard 1 does not answer");
      assertThat(orders).noneMatch(order -> shop.hasAnswer(order.orderId()));

      other.update("UPDATE ledger_shard SET slots = '600-1023'");
      way.moveTo(stack.database().port());
      awaitReasonOfNotBeingReady(service, "holds the slots 600-1023");
      awaitMoreTries(service);
      assertThat(orders).noneMatch(order -> shop.hasAnswer(order.orderId()));

      other.update("UPDATE ledger_shard SET slots = ?", TwoDatabases.UPPER);
      service.awaitReady();
      shop.awaitAnswers(orders);
      assertThat(Books.sold(shop, orders)).containsEntry(lower, 50).containsEntry(upper, 50);
      assertThat(service.metric("skuline_events_parked_total")).isZero();
      Books.balance(service);
    }
  }

  private static void awaitMoreTries(ServiceProcess service) throws Exception {
    double before = service.metric("skuline_intake_retries_total");
    await("the lanes to have tried")
        .atMost(Shop.PATIENCE)
        .until(() -> service.metric("skuline_intake_retries_total") > before + 2);
  }

  private static void awaitReasonOfNotBeingReady(ServiceProcess service, String reason) {
    await("not to be ready: " + reason)
        .atMost(Shop.PATIENCE)
        .ignoreExceptions()
        .until(() -> service.get("/actuator/health/readiness").body().contains(reason));
  }

  private static Map<String, String> settings(TwoDatabases databases) {
    Map<String, String> settings = new HashMap<>(databases.settings());
    settings.put("SKULINE_DEDUCTION_ENGINE", "database");
    // Every attempt to reach the shard takes that long.
    settings.put("SPRING_DATASOURCE_HIKARI_CONNECTIONTIMEOUT", "1000");
    return settings;
  }

  private static String stocked(Shop shop, int shard) {
    return shop.stocked(TwoDatabases.skuIn(shard, shop), 50);
  }

  /** The orders want more than there is; some carts are over both shards. */
  private static List<OrderCreated> orders(Shop shop, String lower, String upper) {
    List<OrderCreated> orders = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      orders.add(shop.order(new OrderLine(lower, 1)));
      orders.add(shop.order(new OrderLine(upper, 1)));
      orders.add(shop.order(new OrderLine(lower, 1), new OrderLine(upper, 1)));
    }
    return orders;
  }
}
