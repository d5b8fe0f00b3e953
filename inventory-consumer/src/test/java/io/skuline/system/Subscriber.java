package io.skuline.system;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.rocketmq.client.apis.ClientConfiguration;
import org.apache.rocketmq.client.apis.ClientException;
import org.apache.rocketmq.client.apis.ClientServiceProvider;
import org.apache.rocketmq.client.apis.consumer.ConsumeResult;
import org.apache.rocketmq.client.apis.consumer.FilterExpression;
import org.apache.rocketmq.client.apis.consumer.PushConsumer;
import org.apache.rocketmq.client.apis.message.MessageView;

/**
 * A service that subscribes to results without Skuline's client, and fails until it is repaired.
 */
final class Subscriber implements AutoCloseable {

  private final Set<String> consumed = ConcurrentHashMap.newKeySet();
  private volatile boolean repaired;
  private PushConsumer consumer;

  private Subscriber() {}

  static Subscriber failing(Installation installation, String group) throws ClientException {
    Subscriber subscriber = new Subscriber();
    subscriber.consumer =
        ClientServiceProvider.loadService()
            .newPushConsumerBuilder()
            .setClientConfiguration(
                ClientConfiguration.newBuilder()
                    .setEndpoints(installation.stack().rocketmqEndpoints())
                    .enableSsl(false)
                    .build())
            .setConsumerGroup(installation.group(group))
            .setSubscriptionExpressions(
                Map.of(installation.topic("stock-results"), FilterExpression.SUB_ALL))
            .setMessageListener(subscriber::consume)
            .build();
    return subscriber;
  }

  private ConsumeResult consume(MessageView message) {
    if (!repaired) {
      return ConsumeResult.FAILURE;
    }
    consumed.addAll(message.getKeys());
    return ConsumeResult.SUCCESS;
  }

  void repair() {
    repaired = true;
  }

  /** Returns the keys of the messages that it has consumed. */
  Set<String> consumed() {
    return consumed;
  }

  @Override
  public void close() throws IOException {
    consumer.close();
  }
}
