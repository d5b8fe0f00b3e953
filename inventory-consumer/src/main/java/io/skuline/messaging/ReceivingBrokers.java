package io.skuline.messaging;

import io.skuline.concurrent.TimeSource;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * Chooses the broker for each receive: the one at which the fewest receives wait. RocketMQ's client
 * asks the queues of a topic in turn, and a receive waits for seconds at a broker that has nothing.
 * So it could happen that all receives waited at one broker while messages lay at another.
 *
 * <p>It is safe for use by several threads.
 *
 * @param <Q> any queue of a broker, by which the broker is asked for messages of all its queues
 */
final class ReceivingBrokers<Q> {

  /** A broker that has failed is left alone for so long, if there are others. */
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

  private static final class Broker {
    int underWay;
    long lastAsked;
    long failedAt;
    boolean failed;
  }

  /**
   * A broker that was chosen.
   *
   * @param queue any of its queues
   */
  record Choice<Q>(String broker, Q queue) {}

  private final TimeSource time;
  private final Map<String, Broker> brokers = new HashMap<>();
  private Map<String, Q> queues = Map.of();
  private long asked;

  ReceivingBrokers(TimeSource time) {
    this.time = time;
  }

  /** Sets the brokers that there are now, each with one of its queues. */
  synchronized void set(Map<String, Q> now) {
    queues = Map.copyOf(now);
  }

  /** Returns how many brokers there are; 0 if that is not known yet. */
  synchronized int count() {
    return queues.size();
  }

  /**
   * Chooses a broker for a receive, which counts as under way until {@link #ended}. There must be a
   * broker.
   */
  synchronized Choice<Q> begin() {
    String name =
        queues.keySet().stream()
            .min(
                Comparator.<String, Boolean>comparing(each -> hasJustFailed(broker(each)))
                    .thenComparing(each -> broker(each).underWay)
                    .thenComparing(each -> broker(each).lastAsked))
            .orElseThrow();
    Broker chosen = broker(name);
    chosen.underWay++;
    chosen.lastAsked = ++asked;
    return new Choice<>(name, queues.get(name));
  }

  synchronized void ended(String name, boolean failed) {
    Broker broker = broker(name);
    broker.underWay--;
    broker.failed = failed;
    broker.failedAt = time.nanos();
  }

  private Broker broker(String name) {
    return brokers.computeIfAbsent(name, any -> new Broker());
  }

  private boolean hasJustFailed(Broker broker) {
    return broker.failed && time.nanos() - broker.failedAt < AFTER_A_FAILURE.toNanos();
  }
}
