package io.skuline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.rocketmq.client.apis.ClientServiceProvider;
import org.apache.rocketmq.client.apis.message.Message;
import org.junit.jupiter.api.Test;

class WireMessageTest {

  private final EventCodec codec = new EventCodec();

  @Test
  void anEventWaitsInItsSkusQueue() {
    WireMessage message =
        WireMessage.of(Samples.events().get("order-created-cart"), codec, "/shop");

    assertThat(message.body()).isEqualTo(Samples.body("order-created-cart"));
    assertThat(message.key()).isEqualTo("web:2026.11_27-7");
    assertThat(message.tag()).isEqualTo("OrderCreated");
    assertThat(message.group()).hasValue("tv-55");
    assertThat(message.properties())
        .isEqualTo(
            Map.of(
                "CE_specversion", "1.0",
                "CE_id", "OrderCreated/web:2026.11_27-7",
                "CE_source", "/shop",
                "CE_type", "io.skuline.OrderCreated.v1",
                "CE_subject", "web:2026.11_27-7",
                "CE_time", "2026-11-27T08:00:00.123Z",
                "CE_contenttype", "application/json"));
  }

  @Test
  void anOrderAndItsCancellationAreTwoEvents() {
    WireMessage created = WireMessage.of(Samples.events().get("order-created"), codec, "/shop");
    WireMessage cancelled = WireMessage.of(Samples.events().get("order-cancelled"), codec, "/shop");

    assertThat(cancelled.properties().get("CE_id"))
        .isEqualTo("OrderCancelled/o-1001")
        .isNotEqualTo(created.properties().get("CE_id"));
    assertThat(cancelled.group()).isEqualTo(created.group());
    assertThat(cancelled.key()).isEqualTo(created.key());
    assertThat(cancelled.properties()).doesNotContainKey("CE_time");
  }

  @Test
  void withoutTheClientsChecksAMessageIsTheSame() {
    Samples.results()
        .forEach(
            (name, result) -> {
              WireMessage message =
                  WireMessage.of(result, codec, "/skuline")
                      .with(Map.of("traceparent", "00-1-2-01"));
              Message unchecked = message.unchecked("results");
              Message built = message.toMessage(ClientServiceProvider.loadService(), "results");
              assertThat(unchecked.getBody()).as(name).isEqualTo(built.getBody());
              assertThat(unchecked)
                  .as(name)
                  .returns(built.getTopic(), Message::getTopic)
                  .returns(built.getTag(), Message::getTag)
                  .returns(built.getProperties(), Message::getProperties)
                  .returns(built.getMessageGroup(), Message::getMessageGroup)
                  .returns(built.getLiteTopic(), Message::getLiteTopic)
                  .returns(built.getDeliveryTimestamp(), Message::getDeliveryTimestamp)
                  .returns(built.getPriority(), Message::getPriority);
              assertThat(unchecked.getKeys()).as(name).containsExactlyElementsOf(built.getKeys());
            });
  }

  @Test
  void aResultWaitsInNoQueue() {
    WireMessage message =
        WireMessage.of(Samples.results().get("return-accepted"), codec, "/skuline");

    assertThat(message.group()).isEmpty();
    assertThat(message.tag()).isEqualTo("ReturnAccepted");
    assertThat(message.key()).isEqualTo("o-1502");
    assertThat(message.properties())
        .containsEntry("CE_id", "ReturnAccepted/o-1502/r-1")
        .containsEntry("CE_time", "2026-11-30T10:00:00.000Z");
  }

  @Test
  void itBecomesAMessageOfTheClient() {
    WireMessage wire = WireMessage.of(Samples.events().get("stock-returned"), codec, "/shop");
    Message message = wire.toMessage(ClientServiceProvider.loadService(), "order-events");

    assertThat(message.getTopic()).isEqualTo("order-events");
    assertThat(message.getKeys()).containsExactly("web:2026.11_27-7");
    assertThat(message.getTag()).hasValue("StockReturned");
    assertThat(message.getMessageGroup()).hasValue("tv-55");
    assertThat(message.getProperties()).isEqualTo(wire.properties());
    assertThat(codec.decode(message.getBody())).isEqualTo(Samples.events().get("stock-returned"));
  }

  @Test
  void theContextOfATraceIsThereUnderBothNames() {
    String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    WireMessage message =
        WireMessage.of(Samples.events().get("order-created"), codec, "/shop")
            .with(TraceContext.properties(Map.of("traceparent", parent)));

    assertThat(message.properties())
        .containsEntry("traceparent", parent)
        .containsEntry("CE_traceparent", parent)
        .containsEntry("CE_source", "/shop");
    assertThat(TraceContext.property(message.properties(), "traceparent")).hasValue(parent);
    assertThat(TraceContext.property(Map.of("CE_traceparent", parent), "traceparent"))
        .hasValue(parent);
    assertThat(TraceContext.property(Map.of(), "traceparent")).isEmpty();
  }
}
