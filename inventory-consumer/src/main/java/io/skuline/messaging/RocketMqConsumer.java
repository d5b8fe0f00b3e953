package io.skuline.messaging;

import io.skuline.concurrent.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.apache.rocketmq.client.java.exception.InternalErrorException;
import org.apache.rocketmq.client.java.route.MessageQueueImpl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer of RocketMQ. If there are several brokers, it chooses the one at which each receive
 * waits; see {@link ReceivingBrokers}.
 */
final class RocketMqConsumer implements MessageConsumer {

  /** How long a receive waits at the broker if there is no message. */
  static final Duration AWAIT = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(RocketMqConsumer.class);

  /** How often brokers are looked up. */
  private static final Duration LOOK_UP = Duration.ofSeconds(5);

  private final RocketMqClient client;
  private final String topic;
  private final SimpleConsumer consumer;
  private final TimeSource time = TimeSource.SYSTEM;
  private final ReceivingBrokers<MessageQueueImpl> brokers = new ReceivingBrokers<>(time);
  private final AtomicLong nextLookUp = new AtomicLong(time.nanos());

  /**
   * @param client acknowledges many messages in one request
   */
  RocketMqConsumer(RocketMqClient client, String topic, SimpleConsumer consumer) {
    this.client = client;
    this.topic = topic;
    this.consumer = consumer;
  }

  @Override
  public int brokers() {
    return Math.max(1, brokers.count());
  }

  @Override
  public CompletableFuture<List<MessageView>> receive(int most, Duration invisible) {
    long due = nextLookUp.get();
    long now = time.nanos();
    if (now - due >= 0 && nextLookUp.compareAndSet(due, now + LOOK_UP.toNanos())) {
      client.brokers(consumer, topic, brokers::set);
    }
    return (brokers.count() > 0 ? atOneBroker(most, invisible) : atAnyBroker(most, invisible))
        .whenComplete(
            (messages, failure) -> {
              if (isForgotten(failure)) {
                log.warn("The broker has forgotten this consumer, and is told of it again");
                client.reportSettings(consumer);
              }
            });
  }

  private CompletableFuture<List<MessageView>> atAnyBroker(int most, Duration invisible) {
    return consumer.receiveAsync(most, invisible);
  }

  private CompletableFuture<List<MessageView>> atOneBroker(int most, Duration invisible) {
    ReceivingBrokers.Choice<MessageQueueImpl> choice = brokers.begin();
    Optional<CompletableFuture<List<MessageView>>> receive = Optional.empty();
    try {
      receive = client.receive(consumer, choice.queue(), most, invisible, AWAIT);
    } finally {
      if (receive.isEmpty()) {
        brokers.ended(choice.broker(), false);
      }
    }
    return receive
        .map(
            begun ->
                begun.whenComplete(
                    (messages, failure) -> brokers.ended(choice.broker(), failure != null)))
        .orElseGet(() -> atAnyBroker(most, invisible));
  }

  /**
   * Tells whether the broker does not know this consumer any more, as after a standstill of the
   * service. The broker has no code of its own for that, but reports an internal error: a
   * NullPointerException about missing settings. On a Java before 14 it does not name them.
   * Reporting the settings without need does no harm.
   */
  static boolean isForgotten(@Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof InternalErrorException
        && String.valueOf(cause.getMessage()).contains("NullPointerException");
  }

  @Override
  public CompletableFuture<Void> changeInvisible(MessageView message, Duration invisible) {
    return consumer.changeInvisibleDurationAsync(message, invisible);
  }

  @Override
  public int acknowledge(List<MessageView> messages) {
    return client.acknowledge(consumer, messages);
  }

  @Override
  public void close() throws IOException {
    consumer.close();
  }
}
