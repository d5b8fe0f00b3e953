package io.skuline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.deduction.redis.RedisConnection;
import io.skuline.deduction.redis.RedisKeys;
import io.skuline.deduction.redis.RedisProperties;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.ReturnAccepted;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.api.RMap;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The way of a SKU into quarantine and out of it, in the whole service. */
@ExtendWith(StackExtension.class)
class QuarantineIT {

  private static final JsonMapper JSON = new JsonMapper();

  /** Passes run on request only. */
  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(Operator.settings());
    settings.put("SKULINE_RECONCILE_ENABLED", "false");
    return settings;
  }

  @Test
  void aSkuIsFoundHeldThroughARebuildAndLetOut(Stack stack) throws Exception {
    Installation installation = Installation.on(stack);
    RedissonClient redis = redis(stack, installation);
    try (RunningService service = EmbeddedService.start(installation, settings());
        Shop shop = new Shop(installation)) {
      String sku = shop.stocked("held", 10);
      String other = shop.stocked("free", 10);
      shop.ask(shop.order(new OrderLine(sku, 1), new OrderLine(other, 1)));
      OrderCreated sold = shop.order(new OrderLine(other, 1), new OrderLine(sku, 1));
      shop.ask(sold);
      assertThat(pass(service).path("passed").asBoolean()).isTrue();

      putInRedis(redis, installation, service.epoch(), sku, 1008, 3);
      JsonNode report = pass(service);
      assertThat(report.path("passed").asBoolean()).isFalse();
      assertThat(report.path("differences").path(0).path("sku").asString()).isEqualTo(sku);
      assertThat(report.path("differences").path(0).path("kind").asString()).isEqualTo("AMOUNT");
      assertHeld(service, sku);
      assertRefused(service, sku, "RELEASE", 409);
      assertRefused(service, other, "RELEASE", 404);
      assertRefused(service, sku, "NO_SUCH_WAY", 400);

      OrderCreated waits = shop.order(new OrderLine(other, 1), new OrderLine(sku, 1));
      OrderCreated goesOn = shop.order(new OrderLine(other, 1));
      shop.publishInOrder(List.of(waits, goesOn));
      assertThat(shop.answer(goesOn.orderId())).isInstanceOf(DeductionConfirmed.class);
      assertThat(new Operator(service).letter("order=" + waits.orderId()).path("reason"))
          .isEqualTo(JSON.readTree("\"QUARANTINED\""));
      assertThat(shop.hasAnswer(waits.orderId())).isFalse();
      Operator operator = new Operator(service);
      shop.publish(new OrderCancelled(sold.ref())).join();
      assertThat(operator.letter("reason=QUARANTINED&order=" + sold.orderId()).path("skus"))
          .as("a cancellation does not name the SKU that holds it")
          .isEqualTo(JSON.readTree("[\"%s\",\"%s\"]".formatted(other, sku)));
      shop.publish(new OrderCancelled(waits.ref())).join();
      operator.letter("reason=FOLLOWS_PARKED&order=" + waits.orderId());

      long lost = service.epoch();
      redis.getBucket(new RedisKeys(installation.id(), "0").epoch(), StringCodec.INSTANCE).delete();
      await("the next epoch").atMost(Shop.PATIENCE).until(() -> service.epoch() > lost);
      service.awaitReady();
      assertHeld(service, sku);
      assertThat(inRedis(redis, installation, service.epoch(), sku).get("x")).isEqualTo("1");
      assertThat(shop.ask(shop.order(new OrderLine(other, 1))))
          .isInstanceOf(DeductionConfirmed.class);

      HttpResponse<String> repaired = repair(service, sku, "RELEASE");
      assertThat(repaired.statusCode()).as(repaired.body()).isEqualTo(200);
      assertThat(JSON.readTree(repaired.body()).path("release").path("level").path("sequence"))
          .isEqualTo(JSON.readTree("3"));
      await("what waited, and what follows it, to be replayed")
          .atMost(Shop.PATIENCE)
          .until(
              () ->
                  shop.answersTo(waits.orderId()).stream()
                          .map(Object::getClass)
                          .toList()
                          .containsAll(List.of(DeductionConfirmed.class, ReturnAccepted.class))
                      && shop.answersTo(sold.orderId()).stream()
                          .anyMatch(ReturnAccepted.class::isInstance));
      assertThat(shop.ask(shop.order(new OrderLine(sku, 1))))
          .isInstanceOf(DeductionConfirmed.class);
      Books.balance(service);
      assertThat(service.metric("skuline_reconcile_passes_total")).isEqualTo(2);
      assertThat(service.metric("skuline_reconcile_skus_total")).isEqualTo(4);
      assertThat(service.metric("skuline_reconcile_differences_total")).isEqualTo(1);
      assertThat(service.metric("skuline_reconcile_behind")).isZero();
      assertThat(service.get("/actuator/prometheus").body())
          .contains("skuline_reconcile_lag_seconds 0.0");
      assertThat(pass(service).path("passed").asBoolean()).isTrue();
    } finally {
      redis.shutdown();
    }
  }

  private static void assertHeld(RunningService service, String sku) throws Exception {
    JsonNode held = JSON.readTree(service.get("/reconcile").body()).path("quarantined");
    assertThat(held).hasSize(1);
    assertThat(held.path(0).path("sku").asString()).isEqualTo(sku);
    assertThat(service.metric("skuline_reconcile_quarantined")).isEqualTo(1);
    assertThat(service.get("/quarantine/" + sku).body()).contains("\"state\":\"OPEN\"");
  }

  private static void assertRefused(RunningService service, String sku, String how, int status)
      throws Exception {
    assertThat(repair(service, sku, how).statusCode()).isEqualTo(status);
  }

  private static HttpResponse<String> repair(RunningService service, String sku, String how)
      throws Exception {
    return new Operator(service)
        .post("/quarantine/" + sku + "/repair", "{\"how\":\"" + how + "\",\"note\":\"a test\"}");
  }

  /** Returns the report of a pass, which is the last line of its answer. */
  private static JsonNode pass(RunningService service) throws Exception {
    HttpResponse<String> response = new Operator(service).post("/reconcile/passes", "");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    String[] lines = response.body().split("\n", -1);
    assertThat(lines[0]).isEqualTo("{\"skus\":2}");
    return JSON.readTree(lines[1]);
  }

  private static RMap<String, String> inRedis(
      RedissonClient redis, Installation installation, long epoch, String sku) {
    String prefix = new RedisKeys(installation.id(), "0").stockPrefix(epoch);
    return redis.getMap(prefix + sku, StringCodec.INSTANCE);
  }

  private static void putInRedis(
      RedissonClient redis,
      Installation installation,
      long epoch,
      String sku,
      long available,
      long sequence) {
    inRedis(redis, installation, epoch, sku)
        .putAll(
            Map.of(
                "a", Long.toString(available),
                "q", Long.toString(sequence),
                "c", Long.toString(available + sequence)));
  }

  private static RedissonClient redis(Stack stack, Installation installation) {
    RedisProperties properties =
        new RedisProperties(
            stack.redisUrl(),
            null,
            null,
            installation.id(),
            Duration.ofSeconds(2),
            Duration.ofHours(73),
            0,
            Duration.ofMillis(500));
    return RedisConnection.open(properties, 1, 4);
  }
}
