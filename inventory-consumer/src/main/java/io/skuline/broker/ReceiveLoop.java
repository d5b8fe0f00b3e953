package io.skuline.broker;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.List;
import org.apache.rocketmq.client.apis.ClientException;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that receives messages, sees them through, acknowledges them, and only then receives
 * the next.
 *
 * <p>The failure policy is here: what is unavailable is waited for, with the messages in hand and
 * the broker's patience renewed. Nothing is acknowledged before its work is done, and no delivery
 * attempt is burnt while a dependency is down.
 */
public final class ReceiveLoop implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(ReceiveLoop.class);

  /** What is done with received messages. */
  public interface Handler {
    /** Begins work on messages that were received together, in their queue's order. */
    Work begin(List<MessageView> messages);
  }

  /** Work on messages that were received together. It ends as acknowledged or as dropped. */
  public interface Work {
    /**
     * Does it, or does it again from its start.
     *
     * @throws RuntimeException if something is not available now
     */
    void attempt();

    /** An attempt failed; another one follows, unless the messages must be dropped. */
    void failed();

    /** Done, and the messages are acknowledged, but for so many that come again. */
    void acknowledged(int refused);

    /** Not done: the messages come again, to whomever. */
    void dropped();
  }

  private final Broker broker;
  private final SimpleConsumer consumer;
  private final int most;
  private final Duration invisible;
  private final Duration collect;
  private final Handler handler;

  /** Receives again as soon as it is done with what it has. */
  public ReceiveLoop(
      Broker broker, SimpleConsumer consumer, int most, Duration invisible, Handler handler) {
    this(broker, consumer, most, invisible, Duration.ZERO, handler);
  }

  /**
   * @param most messages at once, at most 32
   * @param invisible how long the broker waits for them, at least 10 seconds
   * @param collect after fewer than {@code most} messages, how long from their arrival until more
   *     are received: messages that trickle in are then worked on together
   */
  public ReceiveLoop(
      Broker broker,
      SimpleConsumer consumer,
      int most,
      Duration invisible,
      Duration collect,
      Handler handler) {
    this.broker = broker;
    this.consumer = consumer;
    this.most = most;
    this.invisible = invisible;
    this.collect = collect;
    this.handler = handler;
  }

  /** Runs until its thread is interrupted. */
  @Override
  public void run() {
    Backoff backoff = new Backoff();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          List<MessageView> messages = consumer.receive(most, invisible);
          long arrived = System.nanoTime();
          backoff.reset();
          if (!messages.isEmpty()) {
            seeThrough(messages);
            if (messages.size() < most) {
              NANOSECONDS.sleep(arrived + collect.toNanos() - System.nanoTime());
            }
          }
        } catch (ClientException | RuntimeException | Error e) {
          // An Error too: a thread that ends in silence would leave its share of the queues behind.
          if (stopping(e)) {
            return;
          }
          log.warn("Cannot receive: {}", e.toString());
          backoff.pause();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void seeThrough(List<MessageView> messages) throws InterruptedException {
    Held held = new Held(broker, consumer, messages, invisible);
    Work work = handler.begin(messages);
    Backoff backoff = new Backoff();
    try {
      while (!attempted(work, messages.size())) {
        if (!held.extend()) {
          work.dropped();
          return;
        }
        backoff.pause();
      }
    } catch (InterruptedException e) {
      held.giveBack();
      work.dropped();
      throw e;
    }
    work.acknowledged(held.acknowledge());
  }

  private static boolean attempted(Work work, int messages) throws InterruptedException {
    try {
      work.attempt();
      return true;
    } catch (RuntimeException | Error e) {
      if (stopping(e)) {
        // Cleared, so that the messages can still be given back.
        Thread.interrupted();
        throw new InterruptedException();
      }
      log.warn("Holds {} messages: {}", messages, reason(e));
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
