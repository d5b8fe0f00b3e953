package io.skuline.system;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.rocketmq.client.apis.ClientConfiguration;
import org.apache.rocketmq.client.apis.ClientException;
import org.apache.rocketmq.client.apis.ClientServiceProvider;
import org.apache.rocketmq.client.apis.consumer.FilterExpression;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.apache.rocketmq.client.apis.message.MessageBuilder;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.apache.rocketmq.client.apis.producer.Producer;

/** The broker without Skuline's client: sends any bytes, and reads dead letters. */
final class RawBroker implements AutoCloseable {

  private final ClientServiceProvider provider = ClientServiceProvider.loadService();
  private final ClientConfiguration configuration;
  private final Producer producer;

  RawBroker(Installation installation) {
    configuration =
        ClientConfiguration.newBuilder()
            .setEndpoints(installation.stack().rocketmqEndpoints())
            .setRequestTimeout(Duration.ofSeconds(10))
            .enableSsl(false)
            .build();
    producer =
        await("the broker to know its topic, also soon after its start")
            .atMost(Shop.PATIENCE)
            .ignoreExceptionsInstanceOf(IllegalStateException.class)
            .until(
                () ->
                    provider
                        .newProducerBuilder()
                        .setClientConfiguration(configuration)
                        .setTopics(installation.topic("order-events"))
                        .build(),
                Objects::nonNull);
  }

  /** Sends a body as an order event in the queue of a SKU. */
  void send(Installation installation, String sku, String key, byte[] body) throws ClientException {
    send(installation, sku, key, body, 0);
  }

  /** Sends such a body with so many more properties. */
  void send(Installation installation, String sku, String key, byte[] body, int properties)
      throws ClientException {
    MessageBuilder message =
        provider
            .newMessageBuilder()
            .setTopic(installation.topic("order-events"))
            .setMessageGroup(sku)
            .setKeys(key)
            .setTag("Poison")
            .addProperty("shop", "north")
            .setBody(body);
    for (int i = 0; i < properties; i++) {
      message.addProperty("property-" + i, "value");
    }
    producer.send(message.build());
  }

  /** Sends an entry of the journal. */
  void sendJournal(Installation installation, String group, byte[] body) throws ClientException {
    producer.send(
        provider
            .newMessageBuilder()
            .setTopic(installation.topic("stock-journal"))
            .setMessageGroup(group)
            .setBody(body)
            .build());
  }

  /** Reads so many dead letters and acknowledges them. */
  List<MessageView> deadLetters(Installation installation, int count)
      throws ClientException, IOException {
    return deadLetters(installation, (deadLetters, received) -> deadLetters >= count);
  }

  /** Reads dead letters until no more come. */
  List<MessageView> allDeadLetters(Installation installation) throws ClientException, IOException {
    return deadLetters(installation, (deadLetters, received) -> deadLetters > 0 && received == 0);
  }

  private interface Enough {
    boolean is(int deadLetters, int receivedAtLast);
  }

  private List<MessageView> deadLetters(Installation installation, Enough enough)
      throws ClientException, IOException {
    List<MessageView> deadLetters = new ArrayList<>();
    long deadline = System.nanoTime() + Shop.PATIENCE.toNanos();
    try (SimpleConsumer consumer =
        provider
            .newSimpleConsumerBuilder()
            .setClientConfiguration(configuration)
            .setConsumerGroup(installation.group("operator"))
            .setAwaitDuration(Duration.ofSeconds(2))
            .setSubscriptionExpressions(
                Map.of(installation.topic("stock-dead-letters"), FilterExpression.SUB_ALL))
            .build()) {
      int received = -1;
      while (!enough.is(deadLetters.size(), received) && System.nanoTime() - deadline < 0) {
        List<MessageView> some = consumer.receive(16, Duration.ofSeconds(30));
        received = some.size();
        for (MessageView letter : some) {
          deadLetters.add(letter);
          consumer.ack(letter);
        }
      }
    }
    return deadLetters;
  }

  @Override
  public void close() throws IOException {
    producer.close();
  }
}
