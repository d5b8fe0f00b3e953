package io.skuline.messaging;

import io.skuline.concurrent.Backoff;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.Lifecycle;
import org.springframework.context.SmartLifecycle;

/**
 * Starts and stops the threads that receive from one topic. It starts also when the broker is
 * unavailable, and waits for it.
 */
public final class ConsumerWorkers implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(ConsumerWorkers.class);
  private static final long STOP_SECONDS = 20;

  /** Longer than a receive waits at the broker for messages. */
  private static final Duration LAST_RECEIVES = Duration.ofSeconds(8);

  /** Creates what one thread runs, once there is a consumer to receive with. */
  public interface Factory {
    Receiver receiver(int number, MessageConsumer consumer);
  }

  /** Receives until its thread is interrupted. */
  public interface Receiver extends Runnable {
    /**
     * Waits, after its end, for the receives that are still under way, before the consumer is
     * closed.
     */
    default void awaitLast(Duration patience) {}
  }

  private final RocketMqClient broker;
  private final String group;
  private final String topic;
  private final int count;
  private final Factory factory;
  private final Backoff untilTopic;
  private final boolean mayNeverBe;
  private final AtomicInteger threadNumber = new AtomicInteger();
  private final List<Receiver> loops = new CopyOnWriteArrayList<>();
  private ExecutorService threads;
  private volatile MessageConsumer consumer;

  /**
   * @param count the number of threads
   */
  public ConsumerWorkers(
      RocketMqClient broker, String group, String topic, int count, Factory factory) {
    this(broker, group, topic, count, factory, new Backoff(), false);
  }

  /**
   * Creates workers for a topic that may not exist yet, and perhaps never will.
   *
   * @param lookAgain how long to wait before looking for the topic again
   */
  public ConsumerWorkers(
      RocketMqClient broker,
      String group,
      String topic,
      int count,
      Factory factory,
      Duration lookAgain) {
    this(broker, group, topic, count, factory, new Backoff(lookAgain), true);
  }

  private ConsumerWorkers(
      RocketMqClient broker,
      String group,
      String topic,
      int count,
      Factory factory,
      Backoff untilTopic,
      boolean mayNeverBe) {
    this.broker = broker;
    this.group = group;
    this.topic = topic;
    this.count = count;
    this.factory = factory;
    this.untilTopic = untilTopic;
    this.mayNeverBe = mayNeverBe;
  }

  @Override
  public synchronized void start() {
    // The workers may have been stopped before, and not completely.
    loops.clear();
    consumer = null;
    threads =
        Executors.newCachedThreadPool(
            runnable -> new Thread(runnable, group + "-" + threadNumber.incrementAndGet()));
    threads.execute(this::connect);
  }

  private void connect() {
    Backoff backoff = new Backoff();
    try {
      while (!connected()) {
        backoff.pause();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Continues where it failed: without all of its threads it would receive less, or nothing. */
  private boolean connected() throws InterruptedException {
    try {
      if (consumer == null) {
        consumer = consumerOnceThere();
      }
      while (loops.size() < count) {
        Receiver loop = factory.receiver(loops.size(), consumer);
        threads.execute(loop);
        loops.add(loop);
      }
      log.info("{} threads receive from {} as {}", count, topic, group);
      return true;
    } catch (RuntimeException | Error e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      log.error("{} of {} threads receive from {} as {}", loops.size(), count, topic, group, e);
      return false;
    }
  }

  private MessageConsumer consumerOnceThere() throws InterruptedException {
    boolean logged = false;
    while (true) {
      try {
        if (!mayNeverBe || broker.mayHave(topic)) {
          return broker.consumer(group, topic);
        }
      } catch (BrokerUnavailableException e) {
        if (!logged) {
          log.warn("{} waits for the broker: {}", group, e.getMessage());
          logged = true;
        }
      }
      untilTopic.pause();
    }
  }

  @Override
  public synchronized void stop() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        log.warn("{} still busy after {} s; what it holds will come again", group, STOP_SECONDS);
      } else {
        // Closing the consumer would wait for these receives as well.
        long end = System.nanoTime() + LAST_RECEIVES.toNanos();
        loops.forEach(loop -> loop.awaitLast(Duration.ofNanos(end - System.nanoTime())));
      }
      loops.clear();
      if (consumer != null) {
        consumer.close();
        consumer = null;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      log.info("Closing the consumer: {}", e.toString());
    }
    threads = null;
  }

  /**
   * Stops beside the workers of other topics, since each may have to wait until a receive returns.
   */
  @Override
  public void stop(Runnable whenStopped) {
    stopInBackground(this, whenStopped);
  }

  static void stopInBackground(Lifecycle receivers, Runnable whenStopped) {
    Runnable stop =
        () -> {
          try {
            receivers.stop();
          } finally {
            whenStopped.run();
          }
        };
    new Thread(stop, "stop-receivers").start();
  }

  @Override
  public synchronized boolean isRunning() {
    return threads != null;
  }
}
