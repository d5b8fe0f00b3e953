package io.skuline.messaging;

import io.skuline.access.BrokerAccess;
import java.util.Map;
import org.apache.rocketmq.client.apis.ClientConfiguration;
import org.apache.rocketmq.client.apis.ClientConfigurationBuilder;
import org.apache.rocketmq.client.apis.ClientException;
import org.apache.rocketmq.client.apis.ClientServiceProvider;
import org.apache.rocketmq.client.apis.consumer.FilterExpression;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.apache.rocketmq.client.apis.producer.Producer;

/** Creates RocketMQ's own clients according to the properties. */
final class ConfiguredClientFactory implements RocketMqClientFactory {

  /**
   * How long a receive waits for messages. Together with the request timeout it must exceed 5
   * seconds.
   */
  private final ClientServiceProvider provider = ClientServiceProvider.loadService();

  private final BrokerAccess access;
  private final ClientConfiguration configuration;
  private final Topics topics;

  ConfiguredClientFactory(BrokerProperties properties, Topics topics) {
    ClientConfigurationBuilder builder =
        ClientConfiguration.newBuilder()
            .setEndpoints(properties.endpoints())
            .setRequestTimeout(properties.requestTimeout())
            // The caller tries again, and can be stopped in between.
            .setMaxStartupAttempts(1);
    this.access = properties.access();
    access.apply(builder);
    this.configuration = builder.build();
    this.topics = topics;
  }

  @Override
  public Producer producer() throws ClientException {
    requireGoingOn();
    access.check(configuration.getEndpoints());
    return provider
        .newProducerBuilder()
        .setClientConfiguration(configuration)
        // The sender decides about trying again: a batch is decided anew before that.
        .setMaxAttempts(1)
        .setTopics(topics.stockResults(), topics.stockJournal(), topics.stockDeadLetters())
        .build();
  }

  @Override
  public SimpleConsumer consumer(String group, String topic) throws ClientException {
    requireGoingOn();
    access.check(configuration.getEndpoints());
    return provider
        .newSimpleConsumerBuilder()
        .setClientConfiguration(configuration)
        .setConsumerGroup(group)
        .setAwaitDuration(RocketMqConsumer.AWAIT)
        .setSubscriptionExpressions(Map.of(topic, FilterExpression.SUB_ALL))
        .build();
  }

  /**
   * A client that is starting ignores interrupts, and a thread that is to stop would wait for it.
   */
  private static void requireGoingOn() {
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("Interrupted");
    }
  }
}
