package io.skuline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** A sale of one SKU, by orders of one unit, while its stock is divided and is not. */
final class DividedSale {

  /** As many buckets as the SKU has while it is divided, with its own stock. */
  static final int BUCKETS = 4;

  private static final int AT_ONCE = 1000;
  private static final int MOST_UNANSWERED = 2500;

  private final List<OrderCreated> orders = new ArrayList<>();
  private final Shop shop;
  private final String sku;
  private final int units;

  DividedSale(Shop shop, String sku, int units) {
    this.shop = shop;
    this.sku = shop.stocked(sku, units);
    this.units = units;
  }

  /** Returns settings of a service that divides stock two seconds after it is told to. */
  static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(Operator.settings());
    settings.put("SKULINE_HOT_NOTICE", "2s");
    settings.put("SKULINE_HOT_LENDING", "true");
    settings.put("SKULINE_HOT_LENDLEAST", "100");
    return settings;
  }

  /** Publishes orders, as fast as they are answered. */
  void sell(int count) {
    int end = orders.size() + count;
    while (orders.size() < end) {
      List<OrderCreated> some = new ArrayList<>();
      while (some.size() < AT_ONCE && orders.size() + some.size() < end) {
        some.add(order());
      }
      shop.publishAll(some);
      orders.addAll(some);
      await("answers")
          .atMost(Shop.PATIENCE)
          .until(() -> shop.received() >= orders.size() - MOST_UNANSWERED);
    }
  }

  /** The checksums of ids that are counted up would give each bucket exactly as many orders. */
  private OrderCreated order() {
    return new OrderCreated(
        UUID.randomUUID().toString(), Shop.now(), List.of(new OrderLine(sku, 1)));
  }

  /** Publishes as many orders as are left of the units. */
  void sellTheRest() {
    sell(units - orders.size());
  }

  void divide(Operator operator) {
    switchHot(operator, "on", ",\"buckets\":%d".formatted(BUCKETS));
  }

  void unite(Operator operator) {
    switchHot(operator, "off", "");
  }

  private void switchHot(Operator operator, String verb, String more) {
    HttpResponse<String> answer =
        operator.post(
            "/hot-skus/%s/%s".formatted(sku, verb), "{\"note\":\"test\"%s}".formatted(more));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** Waits until so many transfers of a bucket are stored: it has units, has none, has some. */
  void awaitTransfers(RunningService service, String bucket, int count) {
    await("transfers of " + bucket)
        .atMost(Shop.PATIENCE)
        .until(
            () -> {
              String body = service.get("/movements?sku=" + bucket.replace("~", "%7E")).body();
              int transfers = 0;
              for (var each : new JsonMapper().readTree(body).path("movements")) {
                transfers += each.path("kind").asString().equals("TRANSFER") ? 1 : 0;
              }
              return transfers >= count;
            });
  }

  /** Requires that the first orders have got all units, before one more was published. */
  void requireSoldOut() {
    shop.awaitAnswers(orders);
    assertThat(orders).hasSize(units);
    assertThat(answers(DeductionConfirmed.class)).as("sold").isEqualTo(units);
  }

  /** Publishes orders for which nothing is left, and requires that all books say so. */
  void endWith(int late, RunningService service, Operator operator) throws Exception {
    sell(late);
    shop.awaitAnswers(orders);
    assertThat(answers(DeductionConfirmed.class)).as("sold").isEqualTo(units);
    assertThat(answers(DeductionRejected.class)).as("rejected").isEqualTo(late);
    assertThat(bucketsSold()).as("buckets that have sold").hasSizeGreaterThan(2);
    assertThat(Books.available(service, sku)).isZero();
    Books.balance(service);
    assertThat(service.get("/verify").body()).contains("\"passed\":true");
    assertThat(operator.post("/reconcile/passes", "").body()).contains("\"passed\":true");
  }

  private long answers(Class<? extends StockResult> type) {
    return orders.stream().filter(each -> type.isInstance(shop.answer(each.orderId()))).count();
  }

  private Set<Integer> bucketsSold() {
    Set<Integer> buckets = new TreeSet<>();
    for (OrderCreated order : orders) {
      for (StockMove move : shop.answer(order.orderId()).moves()) {
        buckets.add(move.bucket());
      }
    }
    return buckets;
  }
}
