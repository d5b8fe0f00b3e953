package io.skuline.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Dead letters go from the broker to the dead-letter service, with the whole service. */
class DeadLettersIT extends WithDeadLetters<EmbeddedService> {

  @Override
  EmbeddedService start(Map<String, String> settings) {
    return EmbeddedService.start(installation, settings);
  }

  @Test
  void everyMalformedMessageIsFoundWithItsReasonAndItsBytes() throws Exception {
    Map<String, MalformedMessagesIT.Malformed> malformedMessages =
        MalformedMessagesIT.malformedMessages();
    for (Map.Entry<String, MalformedMessagesIT.Malformed> malformed :
        malformedMessages.entrySet()) {
      raw.send(installation, "found", malformed.getKey(), malformed.getValue().body());
    }
    for (Map.Entry<String, MalformedMessagesIT.Malformed> malformed :
        malformedMessages.entrySet()) {
      JsonNode found = operator.letter("order=" + malformed.getKey());
      JsonNode letter = operator.get("/dead-letters/" + found.path("id").asLong());
      assertThat(letter.path("reason").asString())
          .as(malformed.getKey())
          .isEqualTo(malformed.getValue().reason());
      assertThat(letter.path("error").asString()).contains(malformed.getValue().error());
      assertThat(letter.path("state").asString()).isEqualTo("PARKED");
      assertThat(letter.path("topic").asString()).isEqualTo(installation.topic("order-events"));
      assertThat(letter.path("tag").asString()).isEqualTo("Poison");
      assertThat(letter.path("messageGroup").asString()).isEqualTo("found");
      assertThat(letter.path("properties").path("shop").asString()).isEqualTo("north");
      assertThat(Base64.getDecoder().decode(letter.path("bodyBase64").asString()))
          .as(malformed.getKey())
          .isEqualTo(malformed.getValue().body());
    }
    JsonNode page = operator.get("/dead-letters?sku=found&limit=3");
    assertThat(page.path("letters").size()).isEqualTo(3);
    JsonNode next =
        operator.get("/dead-letters?sku=found&limit=3&after=" + page.path("next").asString());
    assertThat(ids(next)).doesNotContainAnyElementsOf(ids(page));
    assertThat(operator.get("/dead-letters?sku=found&reason=TOO_LARGE").path("letters").size())
        .isEqualTo(1);
    assertThat(operator.get("/dead-letters?sku=other").path("letters").size()).isZero();
    await("the metric")
        .atMost(Shop.PATIENCE)
        .until(() -> service.metric("skuline_dead_letters") >= malformedMessages.size());
  }

  /** Leaves the scrape and the expressions to {@code .ci/run}, which has promtool check them. */
  @Test
  void everyMetricIsNamedByTheRulesAndEveryExpressionFindsItsMetrics() throws Exception {
    raw.send(installation, "scraped", "scraped", "hello".getBytes(UTF_8));
    await("the metric")
        .atMost(Shop.PATIENCE)
        .until(() -> service.metric("skuline_dead_letters") > 0);
    shop.ask(shop.order(new OrderLine(shop.stocked("scraped", 1), 1)));
    String scrape = service.get("/actuator/prometheus").body();
    Files.writeString(
        Path.of("target/metrics.txt"),
        scrape
            .lines()
            .filter(line -> line.matches("(# (HELP|TYPE) )?skuline_.*"))
            .collect(Collectors.joining("\n", "", "\n")));
    Files.writeString(Path.of("target/expressions.yaml"), MonitoringFiles.asRules());

    assertThat(MetricRules.problems(scrape)).isEmpty();
    Set<String> names = MetricRules.names(scrape);
    MonitoringFiles.expressions()
        .forEach(
            (place, expression) ->
                assertThat(names).as(place).containsAll(MonitoringFiles.metrics(expression)));
    assertThat(names)
        .contains(
            "skuline_intake_batch_time_seconds_bucket",
            "skuline_events_creation_to_result_seconds_bucket",
            "skuline_events_sending_to_result_seconds_bucket");
  }

  @Test
  void aDefectInRedisParksTheOrderAtFaultAndNoOther() throws Exception {
    String sku = shop.stocked("defect", 10);
    Instant old = Shop.now().minusSeconds(3 * 3600);
    OrderCreated first = new OrderCreated(shop.id("old"), old, List.of(new OrderLine(sku, 1)));
    try (SpoiledRedis redis = SpoiledRedis.of(installation)) {
      Set<String> before = redis.keys();
      shop.ask(first);
      Set<String> added = new java.util.HashSet<>(redis.keys());
      added.removeAll(before);
      assertThat(added).as("where the answer is remembered").hasSize(1);
      String remembered = added.iterator().next();
      redis.spoil(remembered);
      shop.publish(first).join();
      JsonNode letter = operator.letter("order=" + first.orderId());
      assertThat(letter.path("reason").asString()).isEqualTo("FAILED");
      assertThat(letter.path("error").asString()).contains("WRONGTYPE");
      assertThat(shop.ask(shop.order(new OrderLine(sku, 1))))
          .isInstanceOf(DeductionConfirmed.class);
      redis.repair(remembered);
      JsonNode run = operator.replay("{\"ids\":[%d]}".formatted(letter.path("id").asLong()));
      assertThat(run.path("replayed").asInt()).isEqualTo(1);
    }
    shop.answer(first.orderId());
    assertThat(Books.available(service, sku)).isEqualTo(8);
    Books.balance(service);
  }

  /** Otherwise a typing error would discard or replay every dead letter. */
  @Test
  void whatIsMistypedIsRefusedAndNeverMeansEverything() throws Exception {
    raw.send(installation, "typo", "typo", "hello".getBytes(UTF_8));
    long letter = operator.letter("order=typo").path("id").asLong();
    for (String choice :
        List.of(
            "\"filter\":{\"skus\":\"x\"}",
            "\"filters\":{\"sku\":\"x\"}",
            "\"filter\":{}",
            "\"all\":true,\"filter\":{\"sku\":\"x\"}",
            "\"ids\":[%d],\"limits\":1".formatted(letter))) {
      assertRefused("/dead-letters/discards", "{" + choice + ",\"reason\":\"a test\"}");
      assertRefused("/dead-letters/replays", "{" + choice + "}");
    }
    assertThat(operator.post("/dead-letters/replays", "{\"filter\":{\"skus\":\"x\"}}").body())
        .contains("no field 'skus'", "sku, state");
    assertThat(operator.state(letter)).isEqualTo("PARKED");
    for (String path :
        List.of("/dead-letters?skus=x", "/dead-letters/export?stat=PARKED", "/movements?skus=a")) {
      HttpResponse<String> refused =
          operator.send("GET", path, BodyPublishers.noBody(), "application/json");
      assertThat(refused.statusCode()).as(path).isEqualTo(400);
      assertThat(refused.body()).contains("There is no parameter");
    }
  }

  @Test
  void whatASubscriberGaveUpIsCollectedAndSentToItAgain() throws Exception {
    String sku = shop.stocked("given-up", 5);
    OrderCreated order = shop.order(new OrderLine(sku, 1));
    try (Subscriber billing = Subscriber.failing(installation, "billing")) {
      shop.ask(order);
      JsonNode letter =
          operator.letter("group=" + installation.group("billing") + "&order=" + order.orderId());
      assertThat(letter.path("reason").asString()).isEqualTo("DELIVERY_EXHAUSTED");
      assertThat(letter.path("topic").asString()).isEqualTo(installation.topic("stock-results"));
      assertThat(letter.path("tag").asString()).isEqualTo("DeductionConfirmed");
      billing.repair();
      JsonNode run = operator.replay("{\"ids\":[%d]}".formatted(letter.path("id").asLong()));
      assertThat(operator.outcome(run).path("outcome").asString()).isEqualTo("REPLAYED");
      await("the subscriber to have it")
          .atMost(Shop.PATIENCE)
          .until(() -> billing.consumed().contains(order.orderId()));
    }
  }

  private void assertRefused(String path, String body) {
    HttpResponse<String> refused = operator.post(path, body);
    assertThat(refused.statusCode()).as(path + " " + body).isEqualTo(400);
    assertThat(refused.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(refused.body()).doesNotContain("Jackson", "deserial", "REDACTED");
  }

  private static Set<Long> ids(JsonNode page) {
    return StreamSupport.stream(page.path("letters").spliterator(), false)
        .map(letter -> letter.path("id").asLong())
        .collect(Collectors.toSet());
  }
}
