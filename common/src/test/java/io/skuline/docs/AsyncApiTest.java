package io.skuline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.client.PublisherOptions;
import io.skuline.client.SubscriberOptions;
import io.skuline.event.Limits;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.StockResult;
import io.skuline.wire.EventCodec;
import io.skuline.wire.EventType;
import io.skuline.wire.ResultType;
import io.skuline.wire.Samples;
import io.skuline.wire.WireMessage;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class AsyncApiTest {

  private static final JsonNode API =
      new YAMLMapper().readTree(Docs.text(Docs.EVENTS.resolve("asyncapi.yaml")));

  private final EventCodec codec = new EventCodec();

  @Test
  void theChannelsAreTheTopicsOfTheClient() {
    assertThat(API.at("/asyncapi").stringValue()).isEqualTo("3.0.0");
    assertThat(API.at("/channels/orderEvents/address").stringValue())
        .isEqualTo(PublisherOptions.DEFAULT_TOPIC);
    assertThat(API.at("/channels/stockResults/address").stringValue())
        .isEqualTo(SubscriberOptions.DEFAULT_TOPIC);
  }

  @Test
  void everyTypeIsListed() {
    Set<String> events = names(Arrays.stream(EventType.values()).map(EventType::wireName));
    Set<String> results = names(Arrays.stream(ResultType.values()).map(ResultType::wireName));

    assertThat(API.at("/channels/orderEvents/messages").propertyNames())
        .containsExactlyInAnyOrderElementsOf(events);
    assertThat(API.at("/channels/stockResults/messages").propertyNames())
        .containsExactlyInAnyOrderElementsOf(results);
    assertThat(API.at("/components/messages").propertyNames())
        .containsAll(events)
        .containsAll(results)
        .hasSize(events.size() + results.size());
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    assertThat(API.findValues("$ref"))
        .isNotEmpty()
        .map(JsonNode::stringValue)
        .allSatisfy(
            ref -> {
              if (ref.startsWith("#")) {
                assertThat(API.at(ref.substring(1)).isMissingNode()).as(ref).isFalse();
              } else {
                assertThat(Files.isRegularFile(Docs.EVENTS.resolve(ref))).as(ref).isTrue();
              }
            });
  }

  @Test
  void everyMessageIsDescribedAsItIsSent() {
    for (OrderEvent event : Samples.events().values()) {
      assertDescribed(WireMessage.of(event, codec, "/test"));
    }
    List<OrderLine> longest = List.of(new OrderLine("s".repeat(Limits.MAX_ID_LENGTH), 1));
    assertDescribed(WireMessage.of(new OrderCreated("o", Instant.now(), longest), codec, "/test"));
    for (StockResult result : Samples.results().values()) {
      assertDescribed(WireMessage.of(result, codec, "/test"));
    }
  }

  private void assertDescribed(WireMessage sent) {
    JsonNode described = API.at("/components/messages/" + sent.tag());
    JsonNode body = new YAMLMapper().readTree(sent.body());
    JsonNode rocketMq = described.get("x-rocketmq");

    assertThat(described.at("/payload/$ref").stringValue())
        .isEqualTo("./schemas/" + sent.tag() + ".json");
    assertThat(rocketMq.get("tag").stringValue()).isEqualTo(sent.tag());
    assertThat(body.at(pointer(rocketMq.get("key"))).stringValue()).isEqualTo(sent.key());
    assertThat(sent.group())
        .isEqualTo(
            rocketMq
                .optional("messageGroup")
                .map(path -> cut(body.at(pointer(path)).stringValue())));
    assertThat(described.at("/x-cloudevents/type").stringValue())
        .isEqualTo(sent.properties().get("CE_type"));
    assertThat(API.at("/components/schemas/CloudEvent/properties").propertyNames())
        .containsAll(sent.properties().keySet());
  }

  private static String cut(String sku) {
    int most = API.at("/channels/orderEvents/x-rocketmq/maxMessageGroupLength").intValue();
    return sku.substring(0, Math.min(sku.length(), most));
  }

  /** {@code lines[0].sku} as a JSON pointer. */
  private static String pointer(JsonNode path) {
    return "/" + path.stringValue().replace("[", "/").replace("]", "").replace('.', '/');
  }

  private static Set<String> names(Stream<String> names) {
    return names.collect(Collectors.toSet());
  }
}
