package io.skuline.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.wire.EventCodec;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Replays of many dead letters: stopped, interrupted, and in bounded memory. */
class LongReplaysIT extends WithDeadLetters<ServiceProcess> {

  @Override
  ServiceProcess start(Map<String, String> settings) {
    return ServiceProcess.start(installation, settings);
  }

  private static final EventCodec CODEC = new EventCodec();

  /** The log of a process is what its operators keep. */
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
  void aReplayIsGoneOnWithAfterAKill() throws Exception {
    String sku = shop.stocked("killed", 1000);
    List<OrderCreated> orders = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      OrderCreated order = shop.order(new OrderLine(sku, 1));
      orders.add(order);
      raw.send(installation, sku, order.orderId(), "later".getBytes(UTF_8));
    }
    String filter = "{\"reason\":\"MALFORMED_JSON\",\"sku\":\"" + sku + "\"}";
    for (JsonNode letter : awaitDeadLetters(sku, 200)) {
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
    // This has the effect of time that passes: no other instance continues before the lease has
    // ended.
    installation
        .jdbc()
        .update("UPDATE dead_letter_run SET leased_until = leased_until - 30000 WHERE id = ?", run);
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
    awaitDeadLetters("stopped", 30);
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

  /** Otherwise a later cancellation would wait behind an order that is answered. */
  @Test
  void whatWasSentBeforeAReplayWasStoppedIsSettledByItsAnswer() throws Exception {
    String sku = shop.stocked("cut-short", 1000);
    ManyDeadLetters.park(installation, sku, 300);
    long run = operator.begin("{\"filter\":{\"sku\":\"%s\"},\"rate\":100}".formatted(sku));
    await("some to be answered")
        .atMost(Shop.PATIENCE)
        .until(() -> operator.get("/dead-letters/replays/" + run).path("replayed").asInt() > 20);
    operator.send(
        "DELETE", "/dead-letters/replays/" + run, BodyPublishers.noBody(), "application/json");
    JsonNode stopped =
        await("what was sent to be answered")
            .atMost(Shop.PATIENCE)
            .until(
                () -> operator.get("/dead-letters/replays/" + run),
                it -> it.path("open").asInt() == 0);
    int replayed = stopped.path("replayed").asInt();
    assertThat(replayed).isBetween(21, 299);
    assertThat(
            installation
                .jdbc()
                .queryForObject(
                    "SELECT COUNT(*) FROM dead_letter WHERE message_group = ? AND state = 'PARKED'"
                        + " AND replays = 0",
                    Integer.class,
                    sku))
        .as("the others were never sent")
        .isEqualTo(300 - replayed);
    assertThat(Books.available(service, sku)).isEqualTo(1000 - replayed);
  }

  @Test
  void manyLettersAreListedExportedAndReplayedInBoundedMemory() throws Exception {
    int count = Integer.getInteger("skuline.dead-letters", 3000);
    String sku = shop.stocked("many", 1_000_000);
    ManyDeadLetters.park(installation, sku, count);
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

  private JsonNode awaitDeadLetters(String sku, int count) {
    return await("all letters")
        .atMost(Shop.PATIENCE)
        .until(
            () -> operator.get("/dead-letters?limit=1000&sku=" + sku).path("letters"),
            deadLetters -> deadLetters.size() == count);
  }
}
