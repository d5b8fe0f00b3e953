package io.skuline.client;

import io.skuline.wire.ResultType;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.rocketmq.client.apis.ClientServiceProvider;
import org.apache.rocketmq.client.apis.consumer.FilterExpression;
import org.apache.rocketmq.client.apis.consumer.PushConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a listener with every result, at least once, until closed. A result on which the listener
 * fails is delivered again; nothing is skipped.
 */
public final class ResultSubscriber implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ResultSubscriber.class);

  /**
   * The time for which {@link #close} lets the RocketMQ client go on receiving. The client ends a
   * poll only when a message arrives or some twenty seconds are over; under load that is at once.
   */
  private static final Duration LAST_POLLS = Duration.ofSeconds(2);

  private final PushConsumer consumer;
  private final ResultReader reader;

  private ResultSubscriber(PushConsumer consumer, ResultReader reader) {
    this.consumer = consumer;
    this.reader = reader;
  }

  /**
   * Connects, and returns when the topic is found; results arrive from then on. A new group begins
   * with the results that are published after it was connected for the first time.
   *
   * @throws ConnectException if the endpoints do not answer, or have no such topic or group
   */
  public static ResultSubscriber connect(SubscriberOptions options, ResultListener listener) {
    return connect(options, listener, ClientObserver.NONE);
  }

  /**
   * Connects like {@link #connect(SubscriberOptions, ResultListener)}.
   *
   * @param observer sees each result
   */
  public static ResultSubscriber connect(
      SubscriberOptions options, ResultListener listener, ClientObserver observer) {
    ResultReader reader = new ResultReader(listener, Objects.requireNonNull(observer, "observer"));
    PushConsumer consumer =
        new ClientStarter(
                options.endpoints(),
                options.topic(),
                Optional.of(options.group()),
                options.access())
            .start(
                () ->
                    ClientServiceProvider.loadService()
                        .newPushConsumerBuilder()
                        .setClientConfiguration(
                            ClientSettings.configuration(
                                options.endpoints(), options.requestTimeout(), options.access()))
                        .setConsumerGroup(options.group())
                        .setSubscriptionExpressions(Map.of(options.topic(), filter(options)))
                        .setConsumptionThreadCount(options.threads())
                        .setMessageListener(reader)
                        .build());
    return new ResultSubscriber(consumer, reader);
  }

  /**
   * Receives no more and waits for the listeners that run. When it returns, none runs, unless the
   * waiting thread was interrupted. A result that still arrives is left to other members of the
   * group, or to the next start. The connection itself may stay open for some twenty seconds, on a
   * daemon thread.
   *
   * <p>A listener may call this on the thread on which it was called. It then waits for the other
   * listeners, but not for itself. The result that it processes counts as received if the listener
   * returns.
   */
  @Override
  public void close() {
    Thread closing = new Thread(this::disconnect, "skuline-subscriber-close");
    closing.setDaemon(true);
    closing.start();
    try {
      closing.join(LAST_POLLS.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      reader.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void disconnect() {
    try {
      consumer.close();
    } catch (IOException | RuntimeException e) {
      log.warn("The subscriber did not disconnect properly", e);
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
