package io.skuline.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.OrderRef;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.StockReturned;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import io.skuline.wire.EventCodec;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Dead letters from the broker to the desk and back, with the whole service. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadLettersIT {

  private static final EventCodec CODEC = new EventCodec();

  private Installation installation;
  private ServiceProcess service;
  private Operator operator;
  private Shop shop;
  private RawBroker raw;

  @BeforeAll
  void open(Stack stack) throws Exception {
    installation = Installation.on(stack);
    stack.createGroup(installation.group("billing"), false, 1);
    shop = new Shop(installation);
    raw = new RawBroker(installation);
    Map<String, String> settings = new HashMap<>(Operator.settings());
    settings.put("SKULINE_DEADLETTERS_GROUPS", installation.group("billing"));
    settings.put("SKULINE_DEADLETTERS_LOOKAGAIN", "5s");
    service = ServiceProcess.start(installation, settings);
    operator = new Operator(service);
  }

  @AfterAll
  void close() throws Exception {
    shop.close();
    raw.close();
    service.close();
  }

  @Test
  void everyPoisonIsFoundWithItsReasonAndItsBytes() throws Exception {
    Map<String, PoisonIT.Poison> poisons = PoisonIT.poisons();
    for (Map.Entry<String, PoisonIT.Poison> poison : poisons.entrySet()) {
      raw.send(installation, "found", poison.getKey(), poison.getValue().body());
    }
    for (Map.Entry<String, PoisonIT.Poison> poison : poisons.entrySet()) {
      JsonNode found = operator.letter("order=" + poison.getKey());
      JsonNode letter = operator.get("/dead-letters/" + found.path("id").asLong());
      assertThat(letter.path("reason").asString())
          .as(poison.getKey())
          .isEqualTo(poison.getValue().reason());
      assertThat(letter.path("error").asString()).contains(poison.getValue().error());
      assertThat(letter.path("state").asString()).isEqualTo("PARKED");
      assertThat(letter.path("topic").asString()).isEqualTo(installation.topic("order-events"));
      assertThat(letter.path("tag").asString()).isEqualTo("Poison");
      assertThat(letter.path("messageGroup").asString()).isEqualTo("found");
      assertThat(letter.path("properties").path("shop").asString()).isEqualTo("north");
      assertThat(Base64.getDecoder().decode(letter.path("bodyBase64").asString()))
          .as(poison.getKey())
          .isEqualTo(poison.getValue().body());
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
        .until(() -> service.metric("skuline_dead_letters") >= poisons.size());
  }

  @Test
  void aLetterIsRefusedUntilItIsMendedAndThenAnsweredOnce() throws Exception {
    String sku = shop.stocked("mended", 10);
    OrderCreated mended = shop.order(new OrderLine(sku, 3));
    long letter = parked(sku, mended.orderId(), zeroQuantity(mended));

    JsonNode refused = operator.replay("{\"ids\":[%d]}".formatted(letter));
    assertThat(refused.path("refused").asInt()).isEqualTo(1);
    assertThat(operator.outcome(refused).path("detail").asString())
        .contains("lines[0].quantity must be 1 to 1000000, is 0");
    assertThat(
            operator
                .post("/dead-letters/replays/dry-run", "{\"ids\":[%d]}".formatted(letter))
                .body())
        .contains("\"outcome\":\"REFUSED\"")
        .endsWith("{\"total\":1,\"wouldReplay\":0,\"refused\":1}\n");
    assertThat(operator.edit(letter, "{}".getBytes(UTF_8)).statusCode()).isEqualTo(422);
    assertThat(operator.state(letter)).isEqualTo("PARKED");

    assertThat(operator.edit(letter, CODEC.encode(mended)).statusCode()).isEqualTo(200);
    JsonNode replayed = operator.replay("{\"ids\":[%d]}".formatted(letter));
    assertThat(operator.outcome(replayed).path("detail").asString())
        .isEqualTo("DeductionConfirmed");
    assertThat(shop.answer(mended.orderId())).isInstanceOf(DeductionConfirmed.class);
    assertThat(Books.available(service, sku)).isEqualTo(7);
    assertThat(operator.state(letter)).isEqualTo("REPLAYED");

    JsonNode twice = operator.replay("{\"ids\":[%d]}".formatted(letter));
    assertThat(operator.outcome(twice).path("outcome").asString()).isEqualTo("REFUSED");
    JsonNode again = operator.replay("{\"ids\":[%d],\"again\":true}".formatted(letter));
    assertThat(again.path("replayed").asInt()).isEqualTo(1);
    assertThat(Books.available(service, sku)).as("a repeat changes nothing").isEqualTo(7);
    shop.answer(mended.orderId());

    JsonNode details = operator.get("/dead-letters/" + letter);
    assertThat(new String(Base64.getDecoder().decode(details.path("bodyBase64").asString()), UTF_8))
        .as("the original")
        .isEqualTo(new String(zeroQuantity(mended), UTF_8));
    assertThat(verbs(details))
        .containsExactly(
            "REPLAY REFUSED",
            "EDIT EDITED",
            "REPLAY REPLAYED",
            "REPLAY REFUSED",
            "REPLAY REPLAYED");
    assertThat(details.path("actions").get(1).path("who").asString()).isEqualTo("ann");
    Books.balance(service);
  }

  @Test
  void whatFollowsAParkedOrderWaitsForItAndOthersGoOn() throws Exception {
    String sku = shop.stocked("followed", 10);
    OrderCreated order = shop.order(new OrderLine(sku, 5));
    long letter = parked(sku, order.orderId(), zeroQuantity(order));
    OrderRef ref = new OrderRef(order.orderId(), order.createdAt(), sku);
    shop.publish(new StockReturned("r-1", ref, List.of(new OrderLine(sku, 2)))).join();
    shop.publish(new OrderCancelled(ref)).join();
    assertThat(shop.ask(shop.order(new OrderLine(sku, 1)))).isInstanceOf(DeductionConfirmed.class);
    assertThat(shop.answersTo(order.orderId())).isEmpty();
    String filter = "order=" + order.orderId();
    await("the followers to be parked")
        .atMost(Shop.PATIENCE)
        .until(() -> operator.get("/dead-letters?" + filter).path("letters").size() == 3);
    JsonNode letters = operator.get("/dead-letters?" + filter).path("letters");
    assertThat(letters.get(1).path("reason").asString()).isEqualTo("FOLLOWS_PARKED");
    assertThat(letters.get(2).path("reason").asString()).isEqualTo("FOLLOWS_PARKED");

    JsonNode alone =
        operator.replay("{\"ids\":[%d]}".formatted(letters.get(1).path("id").asLong()));
    assertThat(operator.outcome(alone).path("detail").asString()).contains("earlier event");

    operator.edit(letter, CODEC.encode(order));
    JsonNode run = operator.replay("{\"filter\":{\"order\":\"%s\"}}".formatted(order.orderId()));
    assertThat(run.path("replayed").asInt()).isEqualTo(3);
    await("all three answers")
        .atMost(Shop.PATIENCE)
        .until(() -> shop.answersTo(order.orderId()).size() >= 3);
    assertThat(shop.answersTo(order.orderId()))
        .hasAtLeastOneElementOfType(DeductionConfirmed.class)
        .hasAtLeastOneElementOfType(ReturnAccepted.class)
        .filteredOn(ReturnAccepted.class::isInstance)
        .as("the return, and what the cancellation gave back")
        .hasSizeGreaterThanOrEqualTo(2);
    assertThat(Books.available(service, sku)).isEqualTo(9);
    Books.balance(service);
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
      redis.mend(remembered);
      JsonNode run = operator.replay("{\"ids\":[%d]}".formatted(letter.path("id").asLong()));
      assertThat(run.path("replayed").asInt()).isEqualTo(1);
    }
    shop.answer(first.orderId());
    assertThat(Books.available(service, sku)).isEqualTo(8);
    Books.balance(service);
  }

  @Test
  void aReplayIsGoneOnWithAfterAKill() throws Exception {
    String sku = shop.stocked("killed", 1000);
    List<OrderCreated> orders = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      OrderCreated order = shop.order(new OrderLine(sku, 1));
      orders.add(order);
      raw.send(installation, sku, order.orderId(), "later".getBytes(UTF_8));
    }
    String filter = "{\"reason\":\"MALFORMED_JSON\",\"sku\":\"" + sku + "\"}";
    await("all letters")
        .atMost(Shop.PATIENCE)
        .until(
            () ->
                operator.get("/dead-letters?limit=1000&sku=" + sku).path("letters").size() == 200);
    for (JsonNode letter : operator.get("/dead-letters?limit=1000&sku=" + sku).path("letters")) {
      String id = letter.path("keys").get(0).asString();
      OrderCreated order =
          orders.stream().filter(each -> each.orderId().equals(id)).findFirst().orElseThrow();
      assertThat(operator.edit(letter.path("id").asLong(), CODEC.encode(order)).statusCode())
          .isEqualTo(200);
    }
    long run = operator.begin("{\"filter\":%s,\"rate\":50}".formatted(filter));
    await("some to be answered")
        .atMost(Shop.PATIENCE)
        .until(() -> operator.get("/dead-letters/replays/" + run).path("replayed").asInt() > 20);
    service.kill();
    service.launch();
    service.awaitReady();
    assertThat(operator.awaitEnd(run).path("replayed").asInt()).isEqualTo(200);
    shop.awaitAnswers(orders);
    assertThat(Books.sold(shop, orders)).containsEntry(sku, 200);
    assertThat(Books.available(service, sku)).isEqualTo(800);
    Books.balance(service);
  }

  @Test
  void aReplayCanBeStoppedAndParkedLettersDiscarded() throws Exception {
    for (int i = 0; i < 30; i++) {
      raw.send(installation, "stopped", "stopped-" + i, "no".getBytes(UTF_8));
    }
    await("all letters")
        .atMost(Shop.PATIENCE)
        .until(() -> operator.get("/dead-letters?sku=stopped").path("letters").size() == 30);
    long run = operator.begin("{\"filter\":{\"sku\":\"stopped\"},\"rate\":1}");
    HttpResponse<String> stopped =
        operator.send(
            "DELETE", "/dead-letters/replays/" + run, BodyPublishers.noBody(), "application/json");
    assertThat(stopped.statusCode()).as(stopped.body()).isEqualTo(200);
    JsonNode after = operator.get("/dead-letters/replays/" + run);
    assertThat(after.path("state").asString()).isEqualTo("STOPPED");
    assertThat(after.path("open").asInt()).isZero();
    assertThat(after.path("refused").asInt()).isLessThan(30);
    assertThat(operator.post("/dead-letters/discards", "{\"filter\":{\"sku\":\"stopped\"}}").body())
        .contains("reason must have");
    assertThat(
            operator
                .post(
                    "/dead-letters/discards",
                    "{\"filter\":{\"sku\":\"stopped\"},\"reason\":\"a test\"}")
                .body())
        .isEqualTo("{\"discarded\":30}");
    assertThat(operator.get("/dead-letters?sku=stopped&state=PARKED").path("letters").size())
        .isZero();
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
      billing.mend();
      JsonNode run = operator.replay("{\"ids\":[%d]}".formatted(letter.path("id").asLong()));
      assertThat(operator.outcome(run).path("outcome").asString()).isEqualTo("REPLAYED");
      await("the subscriber to have it")
          .atMost(Shop.PATIENCE)
          .until(() -> billing.consumed().contains(order.orderId()));
    }
  }

  @Test
  void onlyWhoHasCredentialsSeesOrChangesDeadLetters() throws Exception {
    assertThat(service.status("/dead-letters")).isEqualTo(401);
    assertThat(service.post("/dead-letters/replays", "{\"ids\":[1]}").statusCode()).isEqualTo(401);
    assertThat(service.post("/dead-letters/replays", "{\"ids\":[1]}").body())
        .contains("skuline.console.password");
    assertThat(service.post("/anything", "{}").statusCode()).isEqualTo(401);
    assertThat(service.status("/state")).isEqualTo(200);
    assertThat(service.status("/actuator/prometheus")).isEqualTo(200);
    assertThat(
            service
                .post("/stock/check", "{\"lines\":[{\"sku\":\"a\",\"quantity\":1}]}")
                .statusCode())
        .isEqualTo(200);
    assertThat(service.post("/stock/check", "{").statusCode())
        .as("what is wrong is told without credentials")
        .isEqualTo(400);
    assertThat(operator.post("/dead-letters/replays", "{\"ids\":[999999999]}").statusCode())
        .isEqualTo(404);
    assertThat(operator.post("/dead-letters/replays", "{}").body()).contains("ids or filter");
    assertThat(service.log()).doesNotContain("of-this-test");
  }

  @Test
  void manyLettersAreListedExportedAndReplayedInBoundedMemory() throws Exception {
    int count = Integer.getInteger("skuline.dead-letters", 3000);
    String sku = shop.stocked("many", 1_000_000);
    ManyLetters.park(installation, sku, count);
    int listed = 0;
    String after = "0";
    while (after != null) {
      JsonNode page = operator.get("/dead-letters?limit=1000&sku=" + sku + "&after=" + after);
      listed += page.path("letters").size();
      after = page.path("next").isNull() ? null : page.path("next").asString();
    }
    assertThat(listed).isEqualTo(count);
    HttpResponse<String> exported =
        operator.send(
            "GET", "/dead-letters/export?sku=" + sku, BodyPublishers.noBody(), "application/json");
    assertThat(exported.body().lines().count()).isEqualTo(count);
    assertThat(
            operator
                .send(
                    "POST",
                    "/dead-letters/import",
                    BodyPublishers.ofString(
                        exported.body().lines().limit(1000).collect(Collectors.joining("\n"))),
                    "application/x-ndjson")
                .body())
        .isEqualTo("{\"imported\":0,\"known\":1000}");
    long run = operator.begin("{\"filter\":{\"sku\":\"%s\"},\"rate\":10000}".formatted(sku));
    await("the replay")
        .atMost(Duration.ofMinutes(30))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> operator.get("/dead-letters/replays/" + run).path("open").asInt() == 0);
    assertThat(operator.get("/dead-letters/replays/" + run).path("replayed").asInt())
        .isEqualTo(count);
    assertThat(Books.available(service, sku)).isEqualTo(1_000_000 - count);
    Books.balance(service);
  }

  /** Sends a poison and waits for its letter. */
  private long parked(String sku, String orderId, byte[] body) throws Exception {
    raw.send(installation, sku, orderId, body);
    return operator.letter("order=" + orderId).path("id").asLong();
  }

  private static byte[] zeroQuantity(OrderCreated order) {
    return new String(CODEC.encode(order), UTF_8)
        .replaceAll("\"quantity\":\\d+", "\"quantity\":0")
        .getBytes(UTF_8);
  }

  private static Set<Long> ids(JsonNode page) {
    return StreamSupport.stream(page.path("letters").spliterator(), false)
        .map(letter -> letter.path("id").asLong())
        .collect(Collectors.toSet());
  }

  private static List<String> verbs(JsonNode letter) {
    return StreamSupport.stream(letter.path("actions").spliterator(), false)
        .map(action -> action.path("verb").asString() + " " + action.path("outcome").asString())
        .toList();
  }
}
