package io.skuline.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
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
    Tags tags = Tags.of("shard", shard);
    stored = movements(tags.and("outcome", "stored"), meters);
    repeats = movements(tags.and("outcome", "repeated"), meters);
    anomalies = movements(tags.and("outcome", "contradicting"), meters);
    retries =
        Counter.builder("skuline.ledger.retries")
            .description("Transactions that failed and are tried again")
            .tags(tags)
            .register(meters);
    unreadable =
        Counter.builder("skuline.ledger.unreadable")
            .description("Messages of the journal that cannot be read")
            .tags(tags)
            .register(meters);
    voided =
        Counter.builder("skuline.ledger.voided")
            .description("Batches that reached the journal after their epoch had ended")
            .tags(tags)
            .register(meters);
    transactionTime =
        Timer.builder("skuline.ledger.transaction.time")
            .description("Time that a transaction of the ledger took")
            .tags(tags)
            .register(meters);
    Gauge.builder("skuline.ledger.lag", this, metrics -> metrics.lagMillis() / 1000.0)
        .description("Age of the oldest message of the journal that is being stored")
        .baseUnit("seconds")
        .tags(tags)
        .strongReference(true)
        .register(meters);
  }

  private static Counter movements(Tags tags, MeterRegistry meters) {
    return Counter.builder("skuline.ledger.movements")
        .description("Movements that the ledger read, by what the database had of them")
        .tags(tags)
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
