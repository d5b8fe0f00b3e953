package io.skuline.client;

import io.skuline.event.HotSkus;
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
    ClientServiceProvider provider,
    Producer producer,
    EventCodec codec,
    PublisherOptions options,
    Optional<HotSkuFeed> hot)
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
    Optional<HotSkuFeed> hot = options.hotSkus().map(source -> HotSkuFeed.start(source, codec));
    return new RocketMqEventSender(provider, producer, codec, options, hot);
  }

  @Override
  public CompletableFuture<String> send(OrderEvent event, Map<String, String> properties) {
    HotSkus now = hot.map(HotSkuFeed::now).orElse(HotSkus.NONE);
    WireMessage message = WireMessage.of(event, codec, options.source(), now).with(properties);
    return producer
        .sendAsync(message.toMessage(provider, options.topic()))
        .thenApply(receipt -> receipt.getMessageId().toString());
  }

  @Override
  public void close() {
    hot.ifPresent(HotSkuFeed::close);
    try {
      producer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
