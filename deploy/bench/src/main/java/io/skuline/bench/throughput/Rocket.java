package io.skuline.bench.throughput;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.StockMove;
import io.skuline.wire.EventCodec;
import io.skuline.wire.ResultType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

  private static final String ORDER_ID = "ORDER-ID";
  private static final String CONFIRMED =
      new String(
          new EventCodec()
              .encode(
                  new DeductionConfirmed(
                      ORDER_ID, Instant.EPOCH, List.of(new StockMove("sku-1", 1, 0, 1)))),
          UTF_8);

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

  /** A result that nobody thought about: the same for every order, but for its id. */
  static Message answer(Place place, String orderId) {
    return PROVIDER
        .newMessageBuilder()
        .setTopic(place.results())
        .setTag(ResultType.DEDUCTION_CONFIRMED.wireName())
        .setKeys(orderId)
        .setBody(CONFIRMED.replace(ORDER_ID, orderId).getBytes(UTF_8))
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
