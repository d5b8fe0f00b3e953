package io.skuline.broker;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that receives messages, sees them through and acknowledges them. Messages of one queue
 * are in strict order: the broker hands out no more of a queue before they are acknowledged.
 *
 * <p>The failure policy is here: what is unavailable is waited for, with the messages in hand and
 * the broker's patience renewed. Nothing is acknowledged before its work is done, and no delivery
 * attempt is burnt while a dependency is down.
 */
public final class ReceiveLoop implements Receivers.Receiver {

  private static final Logger log = LoggerFactory.getLogger(ReceiveLoop.class);

  /** What is held up is tried ten times a second at first; nobody wants to read that. */
  private static final Duration TELL_AGAIN = Duration.ofMinutes(1);

  /** What is done with received messages. */
  public interface Handler {
    /** Begins work on messages that are worked on together, those of a queue in its order. */
    Work begin(List<MessageView> messages);
  }

  /** Work on messages that are worked on together. It ends as acknowledged or as dropped. */
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
  private final Reception reception;
  private final Handler handler;
  private final Receives receives;
  private final RepeatedReason failures = new RepeatedReason(TELL_AGAIN);

  public ReceiveLoop(Broker broker, SimpleConsumer consumer, Reception reception, Handler handler) {
    this.broker = broker;
    this.consumer = consumer;
    this.reception = reception;
    this.handler = handler;
    this.receives = new Receives(consumer, reception);
  }

  /** Runs until its thread is interrupted. */
  @Override
  public void run() {
    Backoff backoff = new Backoff();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          // Not before what the last ones brought is acknowledged: a receive that finds a queue's
          // messages out waits at the broker, which does not wake it when they are acknowledged.
          receives.begin();
          List<Held> batch = receives.take();
          long arrived = System.nanoTime();
          backoff.reset();
          if (!batch.isEmpty()) {
            seeThrough(batch);
            collect(batch, arrived);
          }
        } catch (RuntimeException | Error e) {
          // An Error too: a thread that ends in silence would leave its share of the queues behind.
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
      // Given back below.
    } finally {
      // Cleared, so that messages can still be given back.
      Thread.interrupted();
      receives.giveBack();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits for the receives that are still under way, and gives back what they bring. Call it when
   * the thread that ran this has ended, and before the consumer is closed: the client drops its
   * threads as soon as the last connection is silent, and what it has not read of an answer by then
   * fails with a page of log.
   */
  @Override
  public void awaitLast(Duration patience) {
    receives.giveBack(patience);
  }

  private void collect(List<Held> batch, long arrived) throws InterruptedException {
    if (batch.size() == 1 && batch.get(0).messages().size() < reception.most()) {
      NANOSECONDS.sleep(arrived + reception.collect().toNanos() - System.nanoTime());
    }
  }

  private void seeThrough(List<Held> batch) throws InterruptedException {
    List<MessageView> messages = new ArrayList<>();
    batch.forEach(held -> messages.addAll(held.messages()));
    Work work = handler.begin(messages);
    Backoff backoff = new Backoff();
    try {
      while (!attempted(work, messages.size())) {
        receives.extend();
        List<Held> lost = batch.stream().filter(held -> !held.extend()).toList();
        if (!lost.isEmpty()) {
          batch.stream().filter(held -> !lost.contains(held)).forEach(Held::giveBack);
          work.dropped();
          return;
        }
        backoff.pause();
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      batch.forEach(Held::giveBack);
      work.dropped();
      throw e;
    }
    int refused = messages.size();
    try {
      refused = broker.acknowledge(consumer, messages);
    } finally {
      work.acknowledged(refused);
    }
  }

  private boolean attempted(Work work, int messages) throws InterruptedException {
    try {
      work.attempt();
      return true;
    } catch (RuntimeException | Error e) {
      if (stopping(e)) {
        // Cleared, so that the messages can still be given back.
        Thread.interrupted();
        throw new InterruptedException();
      }
      String reason = reason(e);
      if (failures.isDue(reason, System.nanoTime())) {
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
