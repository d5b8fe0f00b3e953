package io.skuline.messaging;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.apache.rocketmq.client.java.exception.InternalErrorException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer of RocketMQ.
 *
 * @param client acknowledges many messages in one request
 */
record RocketMqConsumer(RocketMqClient client, SimpleConsumer consumer) implements MessageConsumer {

  private static final Logger log = LoggerFactory.getLogger(RocketMqConsumer.class);

  @Override
  public CompletableFuture<List<MessageView>> receive(int most, Duration invisible) {
    return consumer
        .receiveAsync(most, invisible)
        .whenComplete(
            (messages, failure) -> {
              if (isForgotten(failure)) {
                log.warn("The broker has forgotten this consumer, and is told of it again");
                client.reportSettings(consumer);
              }
            });
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
