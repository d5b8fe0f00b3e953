package io.skuline.sim.simulation;

import io.skuline.client.PublisherOptions;
import io.skuline.sim.admin.UnreachableException;
import io.skuline.sim.workload.OutgoingMessage;
import io.skuline.wire.WireMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.apache.rocketmq.client.apis.ClientConfiguration;
import org.apache.rocketmq.client.apis.ClientConfigurationBuilder;
import org.apache.rocketmq.client.apis.ClientException;
import org.apache.rocketmq.client.apis.ClientServiceProvider;
import org.apache.rocketmq.client.apis.producer.Producer;

/**
 * Sends bodies that Skuline's own client would refuse, one at a time, and each only once, because
 * they are counted.
 */
final class RawSender implements AutoCloseable {

  private final ClientServiceProvider provider = ClientServiceProvider.loadService();
  private final PublisherOptions options;
  private final Producer producer;

  private RawSender(PublisherOptions options) throws ClientException {
    this.options = options;
    ClientConfigurationBuilder configuration =
        ClientConfiguration.newBuilder()
            .setEndpoints(options.endpoints())
            .setRequestTimeout(options.requestTimeout());
    options.access().apply(configuration);
    producer =
        provider
            .newProducerBuilder()
            .setClientConfiguration(configuration.build())
            .setTopics(options.topic())
            .setMaxAttempts(1)
            .build();
  }

  /**
   * Connects to the broker.
   *
   * @throws UnreachableException if the broker does not answer
   */
  static RawSender connect(PublisherOptions options) {
    try {
      return new RawSender(options);
    } catch (ClientException | IllegalStateException e) {
      throw new UnreachableException(
          "no RocketMQ proxy answers at %s. The address is --endpoints."
              .formatted(options.endpoints()),
          e);
    }
  }

  void send(OutgoingMessage.Broken broken) {
    WireMessage message =
        new WireMessage(
            broken.body(), broken.key(), "OrderCreated", Optional.of(broken.group()), Map.of());
    try {
      producer.send(message.toMessage(provider, options.topic()));
    } catch (ClientException e) {
      throw new UnreachableException("A broken body could not be published: " + e, e);
    }
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
