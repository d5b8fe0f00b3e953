package io.skuline.messaging;

import io.skuline.concurrent.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages that were received and are neither acknowledged nor released. The broker hands out no
 * more of their queue meanwhile.
 *
 * <p>The broker waits for the invisible time. While work on the messages cannot go on, {@link
 * #renew} renews that time, so that an outage of any length uses up no delivery attempts. An
 * instance is confined to one thread.
 */
public final class MessageLease {

  private static final Logger log = LoggerFactory.getLogger(MessageLease.class);
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private final MessageConsumer consumer;
  private final List<MessageView> messages;
  private final Duration invisible;
  private final TimeSource time;
  private long renewAtNanos;

  /**
   * @param invisible the time for which the broker was asked to hide the messages, counted from now
   *     at the latest
   */
  MessageLease(
      MessageConsumer consumer, List<MessageView> messages, Duration invisible, TimeSource time) {
    this.time = time;
    this.consumer = consumer;
    this.messages = messages;
    this.invisible = invisible;
    scheduleRenewal();
  }

  /**
   * Renews the invisible time if half of it is used up.
   *
   * @return false if the broker refused, or could not be asked in time: another consumer may have
   *     the messages now, and they must be dropped
   */
  public boolean renew() {
    if (time.nanos() - renewAtNanos < 0) {
      return true;
    }
    try {
      change(messages, invisible);
      scheduleRenewal();
      return true;
    } catch (CompletionException e) {
      log.warn("Lost hold of {} messages: {}", messages.size(), e.getCause().toString());
      return false;
    } catch (RuntimeException e) {
      log.warn("Lost hold of {} messages: {}", messages.size(), e.toString());
      return false;
    }
  }

  /** Returns the messages of the lease, which are of one queue and in its order. */
  public List<MessageView> messages() {
    return messages;
  }

  /**
   * Lets the broker hand the messages out again within about a second. They are released in
   * reverse: released forwards, a queue stays locked until its long poll ends.
   */
  public void release() {
    List<MessageView> reversed = new ArrayList<>(messages);
    Collections.reverse(reversed);
    try {
      for (MessageView message : reversed) {
        consumer.changeInvisible(message, AT_ONCE).join();
      }
    } catch (Exception | Error e) {
      log.info("Not given back, will come again by itself: {}", e.toString());
    }
  }

  private void change(List<MessageView> held, Duration duration) {
    List<CompletableFuture<Void>> changes = new ArrayList<>(held.size());
    for (MessageView message : held) {
      changes.add(consumer.changeInvisible(message, duration));
    }
    CompletableFuture.allOf(changes.toArray(CompletableFuture[]::new)).join();
  }

  private void scheduleRenewal() {
    renewAtNanos = time.nanos() + invisible.toNanos() / 2;
  }
}
