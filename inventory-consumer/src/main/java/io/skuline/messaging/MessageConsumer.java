package io.skuline.messaging;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.rocketmq.client.apis.message.MessageView;

/**
 * Receives the messages of one topic for one consumer group. A received message is invisible to
 * other consumers for a while; it comes again unless it is acknowledged in that time.
 * Implementations are safe for use by several threads.
 */
public interface MessageConsumer extends AutoCloseable {

  /**
   * Returns how many brokers have queues of the topic. A receive waits at one of them, so with
   * fewer receives than that, a broker goes without.
   */
  default int brokers() {
    return 1;
  }

  /**
   * Receives messages of one queue, in its order.
   *
   * @param most the most messages to receive
   * @param invisible how long other consumers do not get the messages
   * @return empty if there was no message for a while; fails if the broker cannot be asked
   */
  CompletableFuture<List<MessageView>> receive(int most, Duration invisible);

  /**
   * Sets how long a received message stays invisible, from now on.
   *
   * @return fails if the broker refuses, which it does once the message is visible again
   */
  CompletableFuture<Void> changeInvisible(MessageView message, Duration invisible);

  /**
   * Acknowledges received messages. A message that the broker does not accept comes again.
   *
   * @return how many the broker did not accept, or may not have accepted
   */
  int acknowledge(List<MessageView> messages);

  /** Ends receiving. Messages that are not acknowledged come again. */
  @Override
  void close() throws IOException;
}
