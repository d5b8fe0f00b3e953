package io.skuline.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StackExtension.class)
class MalformedMessagesIT {

  private static final String SKU = "behind-poison";

  /** A body, and the contents that its dead letter must have. */
  @SuppressWarnings("ArrayRecordComponent") // Compared by content where it matters.
  record Malformed(byte[] body, String reason, String error) {}

  @Test
  void aMalformedMessageIsParkedWithItsReasonAndItsQueueGoesOn(Stack stack) throws Exception {
    Installation installation = Installation.on(stack);
    Map<String, Malformed> malformedMessages = malformedMessages();
    try (Shop shop = new Shop(installation);
        RawBroker raw = new RawBroker(installation);
        RunningService service = EmbeddedService.start(installation)) {
      shop.stocked(SKU, 1000);
      int good = 0;
      for (Map.Entry<String, Malformed> malformed : malformedMessages.entrySet()) {
        raw.send(installation, SKU, malformed.getKey(), malformed.getValue().body());
        OrderCreated behind = shop.order(new OrderLine(SKU, 1));
        assertThat(shop.ask(behind))
            .as("after " + malformed.getKey())
            .isInstanceOf(DeductionConfirmed.class);
        good++;
      }
      Map<String, MessageView> deadLetters = new LinkedHashMap<>();
      raw.deadLetters(installation, malformedMessages.size())
          .forEach(letter -> deadLetters.put(letter.getKeys().iterator().next(), letter));
      assertThat(deadLetters.keySet())
          .containsExactlyInAnyOrderElementsOf(malformedMessages.keySet());
      malformedMessages.forEach(
          (name, malformed) ->
              assertDeadLetter(installation, name, malformed, deadLetters.get(name)));
      assertThat(Books.available(service, SKU)).isEqualTo(1000 - good);
      assertThat(service.metric("skuline_events_parked_total")).isEqualTo(malformedMessages.size());
      Books.balance(service);
    }
  }

  /**
   * The broker takes 128 properties of a message, which is less than these and the marks of a dead
   * letter.
   */
  @Test
  void aMalformedMessageWithAllPropertiesThereMayBeIsParkedAndItsQueueGoesOn(Stack stack)
      throws Exception {
    Installation installation = Installation.on(stack);
    try (Shop shop = new Shop(installation);
        RawBroker raw = new RawBroker(installation);
        RunningService service = EmbeddedService.start(installation)) {
      shop.stocked(SKU, 10);
      raw.send(installation, SKU, "many-properties", "hello".getBytes(UTF_8), 120);
      assertThat(shop.ask(shop.order(new OrderLine(SKU, 1))))
          .isInstanceOf(DeductionConfirmed.class);
      MessageView letter = raw.deadLetters(installation, 1).get(0);
      assertThat(letter.getProperties())
          .containsEntry("skuline_reason", "MALFORMED_JSON")
          .containsKey("skuline_dropped_properties");
      assertThat(UTF_8.decode(letter.getBody()).toString()).isEqualTo("hello");
      assertThat(service.metric("skuline_intake_retries_total")).isZero();
      Books.balance(service);
    }
  }

  private static void assertDeadLetter(
      Installation installation, String name, Malformed malformed, MessageView letter) {
    Map<String, String> properties = letter.getProperties();
    assertThat(properties)
        .as(name)
        .containsEntry("skuline_reason", malformed.reason())
        .containsEntry("skuline_origin_topic", installation.topic("order-events"))
        .containsEntry("skuline_origin_tag", "Poison")
        .containsEntry("skuline_origin_group", SKU)
        .containsEntry("shop", "north");
    assertThat(properties.get("skuline_error")).as(name).contains(malformed.error());
    assertThat(letter.getTag()).contains(malformed.reason());
    ByteBuffer body = letter.getBody();
    byte[] bytes = new byte[body.remaining()];
    body.get(bytes);
    assertThat(bytes).as(name).isEqualTo(malformed.body());
  }

  static Map<String, Malformed> malformedMessages() {
    Map<String, Malformed> malformedMessages = new LinkedHashMap<>();
    put(malformedMessages, "not-json", "hello", "MALFORMED_JSON", "");
    put(malformedMessages, "array", "[]", "MALFORMED_JSON", "");
    put(
        malformedMessages,
        "cut-off",
        order("[{\"sku\":\"a\",\"quantity\":1}]").substring(0, 40),
        "MALFORMED_JSON",
        "");
    put(malformedMessages, "unknown-type", "{\"type\":\"OrderPaid\"}", "UNKNOWN_TYPE", "OrderPaid");
    put(malformedMessages, "no-type", "{\"orderId\":\"o\"}", "MISSING_FIELD", "type");
    put(malformedMessages, "no-lines", order(null), "MISSING_FIELD", "lines");
    put(
        malformedMessages,
        "wrong-type",
        order("[{\"sku\":\"a\",\"quantity\":\"1\"}]"),
        "INVALID_FIELD",
        "lines[0].quantity");
    put(
        malformedMessages,
        "zero",
        line(0),
        "INVALID_FIELD",
        "lines[0].quantity must be 1 to 1000000, is 0");
    put(malformedMessages, "negative", line(-1), "INVALID_FIELD", "is -1");
    put(malformedMessages, "huge", line(1_000_000_000_000L), "INVALID_FIELD", "is 1000000000000");
    put(
        malformedMessages,
        "space-in-sku",
        order("[{\"sku\":\"a b\",\"quantity\":1}]"),
        "INVALID_FIELD",
        "lines[0].sku");
    put(
        malformedMessages,
        "long-sku",
        order("[{\"sku\":\"" + "x".repeat(65) + "\",\"quantity\":1}]"),
        "INVALID_FIELD",
        "65");
    List<String> lines = Collections.nCopies(101, "{\"sku\":\"a\",\"quantity\":1}");
    put(
        malformedMessages,
        "101-lines",
        order("[" + String.join(",", lines) + "]"),
        "INVALID_FIELD",
        "101");
    put(
        malformedMessages,
        "from-the-future",
        order("[{\"sku\":\"a\",\"quantity\":1}]").replace("2026-01-01", "2030-01-01"),
        "INVALID_FIELD",
        "createdAt");
    put(malformedMessages, "control-above-127", "{\"type\":abc\u0085def}", "MALFORMED_JSON", "");
    malformedMessages.put(
        "not-utf-8", new Malformed(new byte[] {'{', (byte) 0xff, '}'}, "MALFORMED_JSON", ""));
    malformedMessages.put(
        "4-MiB", new Malformed(new byte[4 * 1024 * 1024], "TOO_LARGE", "4194304"));
    return malformedMessages;
  }

  private static void put(
      Map<String, Malformed> malformedMessages,
      String name,
      String body,
      String reason,
      String error) {
    malformedMessages.put(name, new Malformed(body.getBytes(UTF_8), reason, error));
  }

  private static String line(long quantity) {
    return order("[{\"sku\":\"a\",\"quantity\":" + quantity + "}]");
  }

  private static String order(String lines) {
    String head =
        "{\"type\":\"OrderCreated\",\"orderId\":\"o\",\"createdAt\":\"2026-01-01T00:00:00.000Z\"";
    return lines == null ? head + "}" : head + ",\"lines\":" + lines + "}";
  }
}
