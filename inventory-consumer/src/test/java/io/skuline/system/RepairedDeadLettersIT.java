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
import io.skuline.wire.EventCodec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Dead letters are repaired and replayed, one by one, and their orders answered. */
class RepairedDeadLettersIT extends WithDeadLetters<EmbeddedService> {

  @Override
  EmbeddedService start(Map<String, String> settings) {
    return EmbeddedService.start(installation, settings);
  }

  private static final EventCodec CODEC = new EventCodec();

  @Test
  void aLetterIsRefusedUntilItIsRepairedAndThenAnsweredOnce() throws Exception {
    String sku = shop.stocked("mended", 10);
    OrderCreated repaired = shop.order(new OrderLine(sku, 3));
    long letter = parked(sku, repaired.orderId(), zeroQuantity(repaired));

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

    assertThat(operator.edit(letter, CODEC.encode(repaired)).statusCode()).isEqualTo(200);
    JsonNode replayed = operator.replay("{\"ids\":[%d]}".formatted(letter));
    assertThat(operator.outcome(replayed).path("detail").asString())
        .isEqualTo("DeductionConfirmed");
    assertThat(shop.answer(repaired.orderId())).isInstanceOf(DeductionConfirmed.class);
    assertThat(Books.available(service, sku)).isEqualTo(7);
    assertThat(operator.state(letter)).isEqualTo("REPLAYED");

    JsonNode twice = operator.replay("{\"ids\":[%d]}".formatted(letter));
    assertThat(operator.outcome(twice).path("outcome").asString()).isEqualTo("REFUSED");
    JsonNode again = operator.replay("{\"ids\":[%d],\"again\":true}".formatted(letter));
    assertThat(again.path("replayed").asInt()).isEqualTo(1);
    assertThat(Books.available(service, sku)).as("a repeat changes nothing").isEqualTo(7);
    shop.answer(repaired.orderId());

    JsonNode details = operator.get("/dead-letters/" + letter);
    assertThat(new String(Base64.getDecoder().decode(details.path("bodyBase64").asString()), UTF_8))
        .as("the original")
        .isEqualTo(new String(zeroQuantity(repaired), UTF_8));
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
    JsonNode deadLetters = operator.get("/dead-letters?" + filter).path("letters");
    assertThat(deadLetters.get(1).path("reason").asString()).isEqualTo("FOLLOWS_PARKED");
    assertThat(deadLetters.get(2).path("reason").asString()).isEqualTo("FOLLOWS_PARKED");

    JsonNode alone =
        operator.replay("{\"ids\":[%d]}".formatted(deadLetters.get(1).path("id").asLong()));
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

  /** Sends a malformed message and waits for its dead letter. */
  private long parked(String sku, String orderId, byte[] body) throws Exception {
    raw.send(installation, sku, orderId, body);
    return operator.letter("order=" + orderId).path("id").asLong();
  }

  private static byte[] zeroQuantity(OrderCreated order) {
    return new String(CODEC.encode(order), UTF_8)
        .replaceAll("\"quantity\":\\d+", "\"quantity\":0")
        .getBytes(UTF_8);
  }

  private static List<String> verbs(JsonNode letter) {
    return StreamSupport.stream(letter.path("actions").spliterator(), false)
        .map(action -> action.path("verb").asString() + " " + action.path("outcome").asString())
        .toList();
  }
}
