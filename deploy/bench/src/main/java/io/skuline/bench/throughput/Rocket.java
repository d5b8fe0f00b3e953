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

/** Uses the client's public API, as any user would. */
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

  static Producer producer(ContenderResources resources) throws ClientException {
    return PROVIDER
        .newProducerBuilder()
        .setClientConfiguration(configuration(resources))
        .setTopics(resources.results())
        .build();
  }

  static SimpleConsumer simple(ContenderResources resources) throws ClientException {
    return PROVIDER
        .newSimpleConsumerBuilder()
        .setClientConfiguration(configuration(resources))
        .setConsumerGroup(resources.group())
        .setAwaitDuration(Duration.ofSeconds(5))
        .setSubscriptionExpressions(Map.of(resources.events(), FilterExpression.SUB_ALL))
        .build();
  }

  /** Returns the fastest push consumer: FIFO consumption in parallel by message group. */
  static PushConsumer push(ContenderResources resources, MessageListener listener)
      throws ClientException {
    return PROVIDER
        .newPushConsumerBuilder()
        .setClientConfiguration(configuration(resources))
        .setConsumerGroup(resources.group())
        .setSubscriptionExpressions(Map.of(resources.events(), FilterExpression.SUB_ALL))
        .setConsumptionThreadCount(THREADS)
        .setEnableFifoConsumeAccelerator(true)
        .setMessageListener(listener)
        .build();
  }

  /** Returns a fixed result, which is the same for every order except for its id. */
  static Message answer(ContenderResources resources, String orderId) {
    return PROVIDER
        .newMessageBuilder()
        .setTopic(resources.results())
        .setTag(ResultType.DEDUCTION_CONFIRMED.wireName())
        .setKeys(orderId)
        .setBody(CONFIRMED.replace(ORDER_ID, orderId).getBytes(UTF_8))
        .build();
  }

  private static ClientConfiguration configuration(ContenderResources resources) {
    return ClientConfiguration.newBuilder()
        .setEndpoints(resources.endpoints())
        .enableSsl(false)
        .setRequestTimeout(Duration.ofSeconds(5))
        .build();
  }
}
