package io.skuline.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts what the ledger does: movements that were new, that were there already, and that
 * contradict what is there.
 *
 * <p>The lag is how far the ledger is behind now: the age of the oldest journal message that it is
 * processing, or was processing a moment ago. The time at which the answers were decided does not
 * count, since an old answer may be published, and journaled, again. A ledger that has nothing to
 * do is not behind.
 */
final class LedgerMetrics {

  /**
   * A time longer than a receive waits for messages: a ledger that received none for so long has
   * come to the end.
   */
  private static final Duration MOMENT = Duration.ofSeconds(10);

  private final Counter stored;
  private final Counter repeats;
  private final Counter anomalies;
  private final Counter retries;
  private final Counter unreadable;
  private final Counter voided;
  private final Timer transactionTime;
  private final Clock clock;

  /** When the oldest message of each receive was written. */
  private final Map<Receipt, Long> inHand = new ConcurrentHashMap<>();

  private volatile Lag latest = new Lag(0, 0);

  /** Stands for the messages that were received together; each instance is distinct. */
  static final class Receipt {}

  /** How far the ledger was behind when it was done with a receive. */
  private record Lag(long millis, long measuredAt) {}

  LedgerMetrics(MeterRegistry meters, int shardNumber, Clock clock) {
    this.clock = clock;
    String shard = Integer.toString(shardNumber);
    stored = meters.counter("skuline.ledger.movements", "outcome", "stored", "shard", shard);
    repeats = meters.counter("skuline.ledger.movements", "outcome", "repeated", "shard", shard);
    anomalies =
        meters.counter("skuline.ledger.movements", "outcome", "contradicting", "shard", shard);
    retries = meters.counter("skuline.ledger.retries", "shard", shard);
    unreadable = meters.counter("skuline.ledger.unreadable", "shard", shard);
    voided = meters.counter("skuline.ledger.voided", "shard", shard);
    transactionTime =
        Timer.builder("skuline.ledger.transaction.time").tag("shard", shard).register(meters);
    Gauge.builder("skuline.ledger.lag.millis", this, LedgerMetrics::lagMillis)
        .tag("shard", shard)
        .strongReference(true)
        .register(meters);
  }

  private long lagMillis() {
    long now = clock.millis();
    long oldest = inHand.values().stream().mapToLong(born -> born).min().orElse(now);
    Lag before = latest;
    long recent = now - before.measuredAt() < MOMENT.toMillis() ? before.millis() : 0;
    return Math.max(now - oldest, recent);
  }

  /**
   * Records that messages were received.
   *
   * @param bornAtMillis when the oldest of them was written, in milliseconds by the writer's clock,
   *     which may be ahead
   */
  Receipt received(long bornAtMillis) {
    Receipt receipt = new Receipt();
    inHand.put(receipt, Math.min(bornAtMillis, clock.millis()));
    return receipt;
  }

  /** Records that the messages are stored, or will come again. */
  void done(Receipt receipt) {
    long now = clock.millis();
    Long born = inHand.get(receipt);
    if (born != null) {
      // In this order: a reader in between must not see neither of the two.
      latest = new Lag(now - born, now);
      inHand.remove(receipt);
    }
  }

  void stored(Ledger.Stored counts, Duration took) {
    stored.increment(counts.movements());
    repeats.increment(counts.repeats());
    anomalies.increment(counts.anomalies());
    transactionTime.record(took);
  }

  void voided() {
    voided.increment();
  }

  void retried() {
    retries.increment();
  }

  void unreadable() {
    unreadable.increment();
  }
}
