package io.skuline.broker;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.rocketmq.client.apis.ClientConfiguration;
import org.apache.rocketmq.client.apis.ClientConfigurationBuilder;
import org.apache.rocketmq.client.apis.ClientException;
import org.apache.rocketmq.client.apis.ClientServiceProvider;
import org.apache.rocketmq.client.apis.StaticSessionCredentialsProvider;
import org.apache.rocketmq.client.apis.consumer.FilterExpression;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.apache.rocketmq.client.apis.message.Message;
import org.apache.rocketmq.client.apis.message.MessageBuilder;
import org.apache.rocketmq.client.apis.producer.Producer;
import org.apache.rocketmq.client.apis.producer.SendReceipt;

/**
 * A connection to RocketMQ that can be made before the broker is up: the producer is built at first
 * use, and a failed attempt is made again at the next one.
 */
public final class Broker implements AutoCloseable {

  /** How long a receive waits for messages; with the request timeout it must exceed 5 seconds. */
  private static final Duration AWAIT = Duration.ofSeconds(5);

  private final ClientServiceProvider provider = ClientServiceProvider.loadService();
  private final ClientConfiguration configuration;
  private final Topics topics;
  private Producer producer;

  public Broker(BrokerProperties properties, Topics topics) {
    ClientConfigurationBuilder builder =
        ClientConfiguration.newBuilder()
            .setEndpoints(properties.endpoints())
            .setRequestTimeout(properties.requestTimeout())
            .enableSsl(properties.tls());
    if (properties.accessKey() != null) {
      builder.setCredentialProvider(
          new StaticSessionCredentialsProvider(properties.accessKey(), properties.secretKey()));
    }
    this.configuration = builder.build();
    this.topics = topics;
  }

  public MessageBuilder newMessage() {
    return provider.newMessageBuilder();
  }

  public ClientServiceProvider provider() {
    return provider;
  }

  /**
   * A consumer of one topic.
   *
   * @throws BrokerUnavailableException if the broker cannot be reached or does not know the topic
   */
  public SimpleConsumer consumer(String group, String topic) {
    try {
      return provider
          .newSimpleConsumerBuilder()
          .setClientConfiguration(configuration)
          .setConsumerGroup(group)
          .setAwaitDuration(AWAIT)
          .setSubscriptionExpressions(Map.of(topic, FilterExpression.SUB_ALL))
          .build();
    } catch (ClientException | RuntimeException e) {
      throw new BrokerUnavailableException("Cannot consume " + topic + " as " + group, e);
    }
  }

  /**
   * Sends one message and waits until the broker has stored it.
   *
   * @throws BrokerUnavailableException if that is not certain; the message may be stored all the
   *     same
   */
  public void send(Message message) {
    try {
      producer().send(message);
    } catch (ClientException | RuntimeException e) {
      throw new BrokerUnavailableException("Not stored in " + message.getTopic(), e);
    }
  }

  /**
   * Sends messages side by side, in no particular order, and waits until the broker has stored all.
   *
   * @throws BrokerUnavailableException if that is not certain for at least one of them
   */
  public void sendAll(List<Message> messages) {
    Producer to = producer();
    List<CompletableFuture<SendReceipt>> sends = new ArrayList<>(messages.size());
    for (Message message : messages) {
      sends.add(to.sendAsync(message));
    }
    try {
      CompletableFuture.allOf(sends.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      String topic = messages.get(0).getTopic();
      throw new BrokerUnavailableException("Not all stored in " + topic, e.getCause());
    }
  }

  private synchronized Producer producer() {
    if (producer == null) {
      try {
        producer =
            provider
                .newProducerBuilder()
                .setClientConfiguration(configuration)
                // Who sends decides about trying again: a batch is decided anew before that.
                .setMaxAttempts(1)
                .setTopics(topics.stockResults(), topics.stockJournal(), topics.stockDeadLetters())
                .build();
      } catch (ClientException | RuntimeException e) {
        throw new BrokerUnavailableException("Cannot publish: " + e.getMessage(), e);
      }
    }
    return producer;
  }

  @Override
  public synchronized void close() throws IOException {
    if (producer != null) {
      producer.close();
      producer = null;
    }
  }
}
