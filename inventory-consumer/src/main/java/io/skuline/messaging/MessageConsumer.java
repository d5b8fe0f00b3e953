package io.skuline.messaging;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.rocketmq.client.apis.message.MessageView;

/**
 * Receives the messages of one topic for one consumer group. A message that is received is
 * invisible to others for a while; it comes again unless it is acknowledged in that time. Safe for
 * use by several threads.
 */
public interface MessageConsumer extends AutoCloseable {

  /**
   * Receives messages of one queue, in its order.
   *
   * @param most how many at most
   * @param invisible how long others do not get them
   * @return empty if there was nothing for a while; fails if the broker cannot be asked
   */
  CompletableFuture<List<MessageView>> receive(int most, Duration invisible);

  /**
   * Sets how long a received message stays invisible, from now on.
   *
   * @return fails if the broker refuses, which it does once the message is visible again
   */
  CompletableFuture<Void> changeInvisible(MessageView message, Duration invisible);

  /**
   * Acknowledges received messages. What the broker does not accept comes again.
   *
   * @return how many it did not accept, or may not have
   */
  int acknowledge(List<MessageView> messages);

  /** Ends receiving. What is not acknowledged comes again. */
  @Override
  void close() throws IOException;
}
