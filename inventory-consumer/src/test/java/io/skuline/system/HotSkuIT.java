package io.skuline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.deduction.redis.Partitions;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.SpreadGroups;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.event.StockReturned;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import tools.jackson.databind.JsonNode;

/**
 * A SKU is hot, is not, and is again, in the middle of its sale, in the whole service over Redis
 * with partitions. Orders carry times of the next minutes, so nobody waits for an interval.
 */
@Timeout(300)
@ExtendWith(StackExtension.class)
class HotSkuIT {

  private static final int PARTITIONS = 4;
  private static final int ORDERS = 100;
  private static final int UNITS = 250;

  private final List<OrderCreated> orders = new ArrayList<>();
  private final List<OrderCreated> spread = new ArrayList<>();
  private final List<CompletableFuture<?>> published = new ArrayList<>();

  @Test
  void soldExactlyWhileItIsSwitchedOnAndOffAndOnAgain(Stack stack) throws Exception {
    Installation installation = Installation.on(stack);
    RedissonClient redis = installation.redis();
    try (RunningService service = EmbeddedService.start(installation, settings());
        GroupWatch watch = new GroupWatch(installation);
        Shop shop = Shop.learning(installation, service.uri("/"))) {
      Operator operator = new Operator(service);
      String hot = shop.stocked("hot", UNITS);
      String other = shop.stocked("other", UNITS);
      Instant start = Shop.now();

      publish(shop, hot, other, start, false);
      switchHot(operator, service, "on", "from", start.plusSeconds(120));
      publish(shop, hot, other, start.plusSeconds(60), false);
      publish(shop, hot, other, start.plusSeconds(120), true);
      Partitions partitions = Partitions.of(installation.id(), PARTITIONS);
      redis.getBucket(partitions.keys(partitions.of(hot)).epoch(), StringCodec.INSTANCE).delete();
      switchHot(operator, service, "off", "until", start.plusSeconds(180));
      publish(shop, hot, other, start.plusSeconds(180), false);
      switchHot(operator, service, "on", "from", start.plusSeconds(240));
      publish(shop, hot, other, start.plusSeconds(240), true);
      CompletableFuture.allOf(published.toArray(CompletableFuture[]::new)).join();
      shop.awaitAnswers(orders);
      awaitCancellations(shop);
      returnSome(shop);
      buyTheRest(shop, service, hot, start.plusSeconds(240));

      assertThat(Books.available(service, hot)).isZero();
      assertThat(Books.available(service, other)).isEqualTo(UNITS - kept(shop, other));
      assertThat(kept(shop, hot)).as("sold exactly").isEqualTo(UNITS);
      Books.balance(service);
      assertThat(service.get("/verify").body()).contains("\"passed\":true");
      assertThat(operator.post("/reconcile/passes", "").body()).contains("\"passed\":true");
      assertThat(operator.get("/state").path("phase").asString()).isEqualTo("OPEN");
      assertGroups(watch, hot);
      putInRedis(redis, partitions, operator, hot);
      waitsInQuarantine(operator, shop, hot, start.plusSeconds(300));
      Books.balance(service);
    } finally {
      redis.shutdown();
    }
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(Operator.settings());
    settings.put("SKULINE_HOT_NOTICE", "30s");
    settings.put("SKULINE_HOT_AUTO", "on");
    settings.put("SKULINE_HOT_AUTORATE", "1000000");
    settings.put("SKULINE_REDIS_PARTITIONS", Integer.toString(PARTITIONS));
    settings.put("SKULINE_RECONCILE_ENABLED", "false");
    return settings;
  }

  /** Publishes orders that are created from a time on; every fifth is cancelled at once. */
  private void publish(Shop shop, String hot, String other, Instant from, boolean isSpread) {
    for (int i = 0; i < ORDERS; i++) {
      List<OrderLine> lines = new ArrayList<>(List.of(new OrderLine(hot, 1)));
      if (i % 3 == 0) {
        lines.add(new OrderLine(other, 1));
      }
      OrderCreated order = new OrderCreated(shop.id("order"), from.plusMillis(i), lines);
      orders.add(order);
      if (isSpread) {
        spread.add(order);
      }
      published.add(shop.publish(order));
      if (i % 5 == 0) {
        published.add(shop.publish(new OrderCancelled(order.ref())));
      }
    }
  }

  /** Returns when the shop has read the list that the switch has made. */
  private static void switchHot(
      Operator operator, RunningService service, String verb, String end, Instant time)
      throws Exception {
    String body = "{\"%s\":\"%s\"}".formatted(end, time);
    HttpResponse<String> answer = operator.post("/hot-skus/hot/" + verb, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    double before = lists(service);
    await("the shop to read the list").until(() -> lists(service) >= before + 3);
  }

  private static double lists(RunningService service) throws Exception {
    return service
        .get("/actuator/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith("http_server_requests_seconds_count"))
        .filter(line -> line.contains("uri=\"/hot-skus\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** A cancellation that had overtaken its order would be answered with UNKNOWN_ORDER. */
  private void awaitCancellations(Shop shop) {
    List<String> cancelled = new ArrayList<>();
    for (int i = 0; i < orders.size(); i += 5) {
      cancelled.add(orders.get(i).orderId());
    }
    await("the cancellations")
        .atMost(Shop.PATIENCE)
        .until(
            () ->
                cancelled.stream()
                    .allMatch(
                        order -> answers(shop, order, ReturnAccepted.class).findAny().isPresent()));
    for (String order : cancelled) {
      assertThat(answers(shop, order, ReturnAccepted.class))
          .allMatch(
              answer -> !answer.reason().equals(Optional.of(ReturnAccepted.Reason.UNKNOWN_ORDER)));
      assertThat(answers(shop, order, DeductionRejected.class))
          .allMatch(answer -> answer.reason() == DeductionRejected.Reason.OUT_OF_STOCK);
    }
  }

  /** Units of orders from before, in and after the intervals come back, each twice told. */
  private void returnSome(Shop shop) {
    List<OrderEvent> returns = new ArrayList<>();
    for (int i = 1; i < orders.size(); i += 5) {
      OrderCreated order = orders.get(i);
      if (answers(shop, order.orderId(), DeductionConfirmed.class).findAny().isPresent()) {
        returns.add(new StockReturned("r", order.ref(), order.lines().subList(0, 1)));
      }
    }
    assertThat(returns).isNotEmpty();
    shop.publishAll(returns);
    shop.publishAll(returns);
    await("what came back")
        .atMost(Shop.PATIENCE)
        .until(
            () ->
                returns.stream()
                    .allMatch(
                        each ->
                            answers(shop, each.key(), ReturnAccepted.class).findAny().isPresent()));
  }

  private void buyTheRest(Shop shop, RunningService service, String hot, Instant createdAt)
      throws Exception {
    long rest = Books.available(service, hot);
    List<OrderCreated> more = new ArrayList<>();
    for (int i = 0; i < rest + 20; i++) {
      more.add(
          new OrderCreated(
              shop.id("order"), createdAt.plusSeconds(i), List.of(new OrderLine(hot, 1))));
    }
    shop.publishAll(more);
    shop.awaitAnswers(more);
    orders.addAll(more);
    spread.addAll(more);
  }

  /** Returns the units that buyers have, by what the shop was told. */
  private int kept(Shop shop, String sku) {
    int kept = 0;
    for (OrderCreated order : orders) {
      kept += units(shop, order, DeductionConfirmed.class, DeductionConfirmed::lines, sku);
      kept -= units(shop, order, ReturnAccepted.class, ReturnAccepted::lines, sku);
    }
    return kept;
  }

  private static <T extends StockResult> int units(
      Shop shop,
      OrderCreated order,
      Class<T> type,
      Function<T, List<StockMove>> lines,
      String sku) {
    return answers(shop, order.orderId(), type)
        .distinct()
        .flatMap(answer -> lines.apply(answer).stream())
        .filter(line -> line.sku().equals(sku))
        .mapToInt(StockMove::quantity)
        .sum();
  }

  private static <T extends StockResult> Stream<T> answers(Shop shop, String order, Class<T> type) {
    return shop.answersTo(order).stream().filter(type::isInstance).map(type::cast);
  }

  /** All events of an order were in one group: that which its createdAt calls for. */
  private void assertGroups(GroupWatch watch, String hot) throws Exception {
    watch.readUntilSeen(orders.stream().map(OrderCreated::orderId).toList());
    for (OrderCreated order : orders) {
      String group = spread.contains(order) ? SpreadGroups.of(hot, order.orderId()) : hot;
      assertThat(watch.groups(order.orderId())).isEqualTo(Set.of(group));
    }
    assertThat(spread.stream().map(order -> watch.groups(order.orderId())).distinct())
        .hasSize(SpreadGroups.COUNT);
  }

  /** Gives the SKU one unit that it does not have, as an operator might by mistake. */
  private static void putInRedis(
      RedissonClient redis, Partitions partitions, Operator operator, String hot) {
    int partition = partitions.of(hot);
    long epoch = operator.get("/state").path("partitions").get(partition).path("epoch").asLong();
    long sequence = operator.get("/stock/" + hot).path("sequence").asLong();
    redis
        .getMap(partitions.keys(partition).stockPrefix(epoch) + hot, StringCodec.INSTANCE)
        .putAll(Map.of("a", "1", "q", Long.toString(sequence), "c", Long.toString(1 + sequence)));
    assertThat(operator.post("/reconcile/passes", "").body()).contains("\"passed\":false");
  }

  /** An order and its cancellation wait, and are replayed to the queue that they came from. */
  private static void waitsInQuarantine(
      Operator operator, Shop shop, String hot, Instant createdAt) {
    OrderCreated order =
        new OrderCreated(shop.id("order"), createdAt, List.of(new OrderLine(hot, 1)));
    shop.publishInOrder(List.of(order, new OrderCancelled(order.ref())));
    JsonNode letter = operator.letter("reason=QUARANTINED&order=" + order.orderId());
    assertThat(letter.path("skus")).hasToString("[\"%s\"]".formatted(hot));
    assertThat(operator.get("/dead-letters/" + letter.path("id").asLong()).toString())
        .contains('"' + SpreadGroups.of(hot, order.orderId()) + '"');
    operator.letter("reason=FOLLOWS_PARKED&order=" + order.orderId());
    HttpResponse<String> repaired =
        operator.post(
            "/quarantine/" + hot + "/repair", "{\"how\":\"TRUST_DATABASE\",\"note\":\"a test\"}");
    assertThat(repaired.statusCode()).as(repaired.body()).isEqualTo(200);
    await("the replays")
        .atMost(Shop.PATIENCE)
        .until(() -> answers(shop, order.orderId(), ReturnAccepted.class).findAny().isPresent());
    assertThat(answers(shop, order.orderId(), DeductionRejected.class))
        .allMatch(answer -> answer.reason() == DeductionRejected.Reason.OUT_OF_STOCK)
        .isNotEmpty();
  }
}
