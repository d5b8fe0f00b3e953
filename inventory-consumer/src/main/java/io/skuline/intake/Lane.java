package io.skuline.intake;

import io.skuline.broker.Backoff;
import io.skuline.broker.Broker;
import io.skuline.broker.Held;
import io.skuline.event.StockResult;
import java.time.Duration;
import java.util.List;
import org.apache.rocketmq.client.apis.ClientException;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that receives a batch, sees it through, and only then receives the next.
 *
 * <p>The failure policy is here: what is unavailable is waited for, with the batch in hand and the
 * broker's patience renewed. Nothing is acknowledged before it is answered, and no delivery attempt
 * is burnt while a dependency is down.
 */
final class Lane implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(Lane.class);

  private final int number;
  private final IntakeProperties properties;
  private final Broker broker;
  private final SimpleConsumer consumer;
  private final EventReader reader;
  private final Pipeline pipeline;
  private final IntakeMetrics metrics;

  Lane(
      int number,
      IntakeProperties properties,
      Broker broker,
      SimpleConsumer consumer,
      EventReader reader,
      Pipeline pipeline,
      IntakeMetrics metrics) {
    this.number = number;
    this.properties = properties;
    this.broker = broker;
    this.consumer = consumer;
    this.reader = reader;
    this.pipeline = pipeline;
    this.metrics = metrics;
  }

  /** Runs until its thread is interrupted. */
  @Override
  public void run() {
    Backoff backoff = new Backoff();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          List<MessageView> messages =
              consumer.receive(properties.batchSize(), properties.invisible());
          backoff.reset();
          if (!messages.isEmpty()) {
            seeThrough(messages);
          }
        } catch (ClientException | RuntimeException e) {
          if (stopping(e)) {
            return;
          }
          log.warn("Lane {} cannot receive: {}", number, e.toString());
          backoff.pause();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void seeThrough(List<MessageView> messages) throws InterruptedException {
    long start = System.nanoTime();
    Held held = new Held(broker, consumer, messages, properties.invisible());
    metrics.received(messages.size());
    Batch batch = reader.read(messages);
    Backoff backoff = new Backoff();
    while (true) {
      try {
        List<StockResult> results = pipeline.run(number, batch);
        int failedAcks = held.acknowledge();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        metrics.finished(batch, results, failedAcks, took);
        return;
      } catch (RuntimeException e) {
        if (stopping(e)) {
          drop(messages);
          throw new InterruptedException();
        }
        log.warn("Lane {} holds {} events: {}", number, messages.size(), reason(e));
        metrics.retried();
      }
      if (!held.extend()) {
        drop(messages);
        return;
      }
      pauseOrGiveBack(backoff, held);
    }
  }

  private void pauseOrGiveBack(Backoff backoff, Held held) throws InterruptedException {
    try {
      backoff.pause();
    } catch (InterruptedException e) {
      held.giveBack();
      drop(held.messages());
      throw e;
    }
  }

  private void drop(List<MessageView> messages) {
    metrics.dropped(messages.size());
  }

  private static boolean stopping(Exception e) {
    return Thread.currentThread().isInterrupted() || e.getCause() instanceof InterruptedException;
  }

  private static String reason(Throwable e) {
    return e.getCause() == null ? e.getMessage() : e.getMessage() + " (" + e.getCause() + ")";
  }
}
