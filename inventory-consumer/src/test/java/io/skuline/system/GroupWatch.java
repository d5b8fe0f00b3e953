package io.skuline.system;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.rocketmq.client.apis.ClientConfiguration;
import org.apache.rocketmq.client.apis.ClientException;
import org.apache.rocketmq.client.apis.ClientServiceProvider;
import org.apache.rocketmq.client.apis.consumer.FilterExpression;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.apache.rocketmq.client.apis.message.MessageView;

/** Reads the topic of order events beside the service, and notes in which queues events waited. */
final class GroupWatch implements AutoCloseable {

  private final Map<String, Set<String>> groups = new ConcurrentHashMap<>();
  private final SimpleConsumer consumer;

  GroupWatch(Installation installation) throws ClientException {
    consumer =
        ClientServiceProvider.loadService()
            .newSimpleConsumerBuilder()
            .setClientConfiguration(
                ClientConfiguration.newBuilder()
                    .setEndpoints(installation.stack().rocketmqEndpoints())
                    .setRequestTimeout(Duration.ofSeconds(10))
                    .enableSsl(false)
                    .build())
            .setConsumerGroup(installation.group("operator"))
            .setAwaitDuration(Duration.ofSeconds(1))
            .setSubscriptionExpressions(
                Map.of(installation.topic("order-events"), FilterExpression.SUB_ALL))
            .build();
  }

  /** Reads on until events about all these orders have been seen. */
  void readUntilSeen(List<String> orders) throws ClientException {
    long deadline = System.nanoTime() + Shop.PATIENCE.toNanos();
    while (!groups.keySet().containsAll(orders) && System.nanoTime() - deadline < 0) {
      for (MessageView message : consumer.receive(32, Duration.ofMinutes(5))) {
        String key = message.getKeys().iterator().next();
        groups
            .computeIfAbsent(key, any -> ConcurrentHashMap.newKeySet())
            .add(message.getMessageGroup().orElse(""));
      }
    }
  }

  /** Returns the message groups of the events about an order. */
  Set<String> groups(String order) {
    return groups.getOrDefault(order, Set.of());
  }

  @Override
  public void close() throws IOException {
    consumer.close();
  }
}
