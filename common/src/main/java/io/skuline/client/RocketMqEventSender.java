package io.skuline.client;

import io.skuline.event.OrderEvent;
import io.skuline.wire.EventCodec;
import io.skuline.wire.WireMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.rocketmq.client.apis.ClientServiceProvider;
import org.apache.rocketmq.client.apis.producer.Producer;

/** Sends through a RocketMQ producer, which tries each send up to three times. */
record RocketMqEventSender(
    ClientServiceProvider provider, Producer producer, EventCodec codec, PublisherOptions options)
    implements EventSender {

  static RocketMqEventSender connect(PublisherOptions options, EventCodec codec) {
    ClientServiceProvider provider = ClientServiceProvider.loadService();
    Producer producer =
        new ClientStarter(options.endpoints(), options.topic(), Optional.empty(), options.access())
            .start(
                () ->
                    provider
                        .newProducerBuilder()
                        .setClientConfiguration(
                            ClientSettings.configuration(
                                options.endpoints(), options.requestTimeout(), options.access()))
                        .setTopics(options.topic())
                        .build());
    return new RocketMqEventSender(provider, producer, codec, options);
  }

  @Override
  public CompletableFuture<String> send(OrderEvent event, Map<String, String> properties) {
    WireMessage message = WireMessage.of(event, codec, options.source()).with(properties);
    return producer
        .sendAsync(message.toMessage(provider, options.topic()))
        .thenApply(receipt -> receipt.getMessageId().toString());
  }

  @Override
  public void close() {
    try {
      producer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
