package io.skuline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks the invariants from outside: by the answers that the shop received, and by the service's
 * audit.
 */
public final class Books {

  private static final JsonMapper JSON = new JsonMapper();

  private Books() {}

  /** Requires that the audit passes, and the counters obey their equation. */
  public static JsonNode balance(RunningService service) throws IOException, InterruptedException {
    JsonNode audit = JSON.readTree(service.get("/audit?waitSeconds=120").body());
    assertThat(audit.path("passed").asBoolean()).as("audit: " + audit).isTrue();
    countersBalance(service);
    return audit;
  }

  /** Requires received = answered + parked + dropped, at rest. */
  public static void countersBalance(RunningService service) {
    await("in-flight events to end")
        .atMost(Duration.ofMinutes(1))
        .until(() -> service.metric("skuline_events_in_flight") == 0);
    await("received = answered + parked + dropped")
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                service.metric("skuline_events_received_total")
                    == service.metric("skuline_events_answered_total")
                        + service.metric("skuline_events_parked_total")
                        + service.metric("skuline_events_dropped_total"));
  }

  /**
   * Requires that every order has one answer, and a confirmed one has all its lines; returns the
   * sold units by SKU.
   */
  public static Map<String, Integer> sold(Shop shop, Collection<OrderCreated> orders) {
    Map<String, Integer> sold = new LinkedHashMap<>();
    for (OrderCreated order : orders) {
      StockResult answer = shop.answer(order.orderId());
      if (answer instanceof DeductionConfirmed confirmed) {
        Map<String, Integer> deducted = new LinkedHashMap<>();
        for (StockMove line : confirmed.lines()) {
          deducted.put(line.sku(), line.quantity());
          sold.merge(line.sku(), line.quantity(), Integer::sum);
        }
        assertThat(deducted).isEqualTo(wanted(order));
      }
    }
    return sold;
  }

  private static Map<String, Integer> wanted(OrderCreated order) {
    Map<String, Integer> wanted = new LinkedHashMap<>();
    for (OrderLine line : order.lines()) {
      wanted.merge(line.sku(), line.quantity(), Integer::sum);
    }
    return wanted;
  }

  /** Returns how many units are available according to the service; 0 if it knows no such SKU. */
  public static long available(RunningService service, String sku)
      throws IOException, InterruptedException {
    // Unlike /stock/{sku}, this is never of a moment ago.
    return JSON.readTree(service.get("/stock?sku=" + sku).body())
        .path(0)
        .path("available")
        .asLong();
  }
}
