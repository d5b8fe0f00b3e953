package io.skuline.messaging;

import io.skuline.concurrent.Backoff;
import io.skuline.concurrent.RepeatedReason;
import io.skuline.concurrent.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that receives messages, completes the work on them and acknowledges them. Messages of
 * one queue are in strict order: the broker hands out no more of a queue before they are
 * acknowledged.
 *
 * <p>The failure policy is here. While something is unavailable, the loop waits, keeps its
 * messages, and renews their invisible time. Nothing is acknowledged before its work is done, and
 * no delivery attempt is used up while a dependency is down.
 */
public final class ReceiveLoop implements ConsumerWorkers.Receiver {

  private static final Logger log = LoggerFactory.getLogger(ReceiveLoop.class);

  /**
   * Work that is held up is tried ten times a second at first, which need not be logged each time.
   */
  private static final Duration TELL_AGAIN = Duration.ofMinutes(1);

  /** Handles received messages. */
  public interface BatchHandler {
    /** Begins work on messages that are handled together; those of a queue are in its order. */
    BatchTask begin(List<MessageView> messages);
  }

  /** Work on messages that are handled together. It ends as acknowledged or as dropped. */
  public interface BatchTask {
    /**
     * Does the work, or does it again from its start.
     *
     * @throws RuntimeException if something is not available now
     */
    void attempt();

    /** Reports that an attempt failed. Another one follows, unless the messages must be dropped. */
    void failed();

    /**
     * Reports that the work is done and the messages are acknowledged, except for the given number
     * of messages, which come again.
     */
    void acknowledged(int refused);

    /**
     * Reports that the work is not done: the messages come again, to this consumer or another one.
     */
    void dropped();
  }

  private final MessageConsumer consumer;
  private final ReceiveOptions options;
  private final TimeSource time;
  private final BatchHandler handler;
  private final ReceiveWindow window;
  private final RepeatedReason failures = new RepeatedReason(TELL_AGAIN);

  public ReceiveLoop(MessageConsumer consumer, ReceiveOptions options, BatchHandler handler) {
    this(consumer, options, handler, TimeSource.SYSTEM);
  }

  ReceiveLoop(
      MessageConsumer consumer, ReceiveOptions options, BatchHandler handler, TimeSource time) {
    this.time = time;
    this.consumer = consumer;
    this.options = options;
    this.handler = handler;
    this.window = new ReceiveWindow(consumer, options, time);
  }

  /** Runs until its thread is interrupted. */
  @Override
  public void run() {
    Backoff backoff = new Backoff(time);
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          // A receive begins only after the messages of the last ones are acknowledged. A receive
          // that finds a queue's messages still out waits at the broker, and the broker does not
          // wake it when they are acknowledged.
          window.begin();
          List<MessageLease> batch = window.take();
          long arrived = time.nanos();
          backoff.reset();
          if (!batch.isEmpty()) {
            seeThrough(batch);
            collect(batch, arrived);
          }
        } catch (RuntimeException | Error e) {
          // An Error is caught too: a thread that ended silently would leave its share of the
          // queues behind.
          if (stopping(e)) {
            return;
          }
          if (e instanceof Error) {
            log.error("Cannot receive", e);
          } else {
            log.warn("Cannot receive: {}", reason(e));
          }
          backoff.pause();
        }
      }
    } catch (InterruptedException e) {
      // The messages are released below.
    } finally {
      // The interrupt is cleared, so that messages can still be released.
      Thread.interrupted();
      window.release();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits for the receives that are still under way, and releases the messages that they bring. It
   * is to be called after the thread that ran this has ended, and before the consumer is closed.
   * The client drops its threads as soon as the last connection is silent, and an answer that it
   * has not read completely by then fails with a page of log.
   */
  @Override
  public void awaitLast(Duration patience) {
    window.release(patience);
  }

  private void collect(List<MessageLease> batch, long arrived) throws InterruptedException {
    if (batch.size() == 1 && batch.get(0).messages().size() < options.most()) {
      long left = arrived + options.collect().toNanos() - time.nanos();
      time.sleep(Duration.ofNanos(Math.max(0, left)));
    }
  }

  private void seeThrough(List<MessageLease> batch) throws InterruptedException {
    List<MessageView> messages = new ArrayList<>();
    batch.forEach(lease -> messages.addAll(lease.messages()));
    BatchTask work = handler.begin(messages);
    Backoff backoff = new Backoff(time);
    try {
      while (!attempted(work, messages.size())) {
        window.renew();
        List<MessageLease> lost = batch.stream().filter(lease -> !lease.renew()).toList();
        if (!lost.isEmpty()) {
          batch.stream().filter(lease -> !lost.contains(lease)).forEach(MessageLease::release);
          work.dropped();
          return;
        }
        backoff.pause();
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      batch.forEach(MessageLease::release);
      work.dropped();
      throw e;
    }
    int refused = messages.size();
    try {
      refused = consumer.acknowledge(messages);
    } finally {
      work.acknowledged(refused);
    }
  }

  private boolean attempted(BatchTask work, int messages) throws InterruptedException {
    try {
      work.attempt();
      return true;
    } catch (RuntimeException | Error e) {
      if (stopping(e)) {
        // The interrupt is cleared, so that the messages can still be released.
        Thread.interrupted();
        throw new InterruptedException();
      }
      String reason = reason(e);
      if (failures.isDue(reason, time.nanos())) {
        if (e instanceof Error) {
          log.error("Holds {} messages", messages, e);
        } else {
          log.warn("Holds {} messages: {}", messages, reason);
        }
      }
      work.failed();
      return false;
    }
  }

  private static boolean stopping(Throwable e) {
    return Thread.currentThread().isInterrupted() || e.getCause() instanceof InterruptedException;
  }

  private static String reason(Throwable e) {
    return e.getCause() == null ? e.toString() : e.getMessage() + " (" + e.getCause() + ")";
  }
}
