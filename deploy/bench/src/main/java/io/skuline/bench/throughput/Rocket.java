package io.skuline.bench.throughput;

import java.time.Duration;
import java.util.Map;
import org.apache.rocketmq.client.apis.ClientConfiguration;
import org.apache.rocketmq.client.apis.ClientException;
import org.apache.rocketmq.client.apis.ClientServiceProvider;
import org.apache.rocketmq.client.apis.consumer.FilterExpression;
import org.apache.rocketmq.client.apis.consumer.MessageListener;
import org.apache.rocketmq.client.apis.consumer.PushConsumer;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.apache.rocketmq.client.apis.message.Message;
import org.apache.rocketmq.client.apis.producer.Producer;

/** The client's public API, as anybody uses it. */
final class Rocket {

  static final int THREADS = 16;

  private static final ClientServiceProvider PROVIDER = ClientServiceProvider.loadService();

  private Rocket() {}

  static ClientServiceProvider provider() {
    return PROVIDER;
  }

  static Producer producer(Place place) throws ClientException {
    return PROVIDER
        .newProducerBuilder()
        .setClientConfiguration(configuration(place))
        .setTopics(place.results())
        .build();
  }

  static SimpleConsumer simple(Place place) throws ClientException {
    return PROVIDER
        .newSimpleConsumerBuilder()
        .setClientConfiguration(configuration(place))
        .setConsumerGroup(place.group())
        .setAwaitDuration(Duration.ofSeconds(5))
        .setSubscriptionExpressions(Map.of(place.events(), FilterExpression.SUB_ALL))
        .build();
  }

  /** With what makes it fastest: FIFO consumption in parallel by message group. */
  static PushConsumer push(Place place, MessageListener listener) throws ClientException {
    return PROVIDER
        .newPushConsumerBuilder()
        .setClientConfiguration(configuration(place))
        .setConsumerGroup(place.group())
        .setSubscriptionExpressions(Map.of(place.events(), FilterExpression.SUB_ALL))
        .setConsumptionThreadCount(THREADS)
        .setEnableFifoConsumeAccelerator(true)
        .setMessageListener(listener)
        .build();
  }

  /** A result that nobody thought about: the event's own body. */
  static Message echo(Place place, String key, byte[] body) {
    return PROVIDER
        .newMessageBuilder()
        .setTopic(place.results())
        .setTag("DeductionConfirmed")
        .setKeys(key)
        .setBody(body)
        .build();
  }

  private static ClientConfiguration configuration(Place place) {
    return ClientConfiguration.newBuilder()
        .setEndpoints(place.endpoints())
        .enableSsl(false)
        .setRequestTimeout(Duration.ofSeconds(5))
        .build();
  }
}
