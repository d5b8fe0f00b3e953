package io.skuline.client;

import io.skuline.wire.ResultType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.rocketmq.client.apis.ClientException;
import org.apache.rocketmq.client.apis.ClientServiceProvider;
import org.apache.rocketmq.client.apis.consumer.FilterExpression;
import org.apache.rocketmq.client.apis.consumer.PushConsumer;

/**
 * Calls a listener with every result, at least once, until closed. What the listener fails on is
 * delivered again; nothing is skipped.
 */
public final class ResultSubscriber implements AutoCloseable {

  private final PushConsumer consumer;

  private ResultSubscriber(PushConsumer consumer) {
    this.consumer = consumer;
  }

  /**
   * Returns when the topic is found; results come from then on. A group that is new starts with the
   * results that are published after it was connected for the first time.
   *
   * @throws ConnectException if the endpoints do not answer, or do not know the topic
   */
  public static ResultSubscriber connect(SubscriberOptions options, ResultListener listener) {
    try {
      return new ResultSubscriber(
          ClientServiceProvider.loadService()
              .newPushConsumerBuilder()
              .setClientConfiguration(
                  Settings.configuration(options.endpoints(), options.requestTimeout()))
              .setConsumerGroup(options.group())
              .setSubscriptionExpressions(Map.of(options.topic(), filter(options)))
              .setConsumptionThreadCount(options.threads())
              .setMessageListener(new ResultReader(listener))
              .build());
    } catch (ClientException | RuntimeException e) {
      throw StartFailure.explain(e, options.endpoints(), options.topic());
    }
  }

  /** Receives no more, waits for the listeners that run, and disconnects. */
  @Override
  public void close() {
    try {
      consumer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FilterExpression filter(SubscriberOptions options) {
    return options.types().isEmpty()
        ? FilterExpression.SUB_ALL
        : new FilterExpression(
            options.types().stream()
                .map(ResultType::wireName)
                .sorted()
                .collect(Collectors.joining(" || ")));
  }
}
