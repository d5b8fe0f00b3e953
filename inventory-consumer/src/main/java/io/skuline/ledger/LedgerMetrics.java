package io.skuline.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the ledger counts: movements that were new, that were there already, and that contradict
 * what is there. The lag is how long ago the last stored batch had been decided.
 */
final class LedgerMetrics {

  private final Counter stored;
  private final Counter repeats;
  private final Counter anomalies;
  private final Counter retries;
  private final Counter unreadable;
  private final Counter voided;
  private final Timer transactionTime;
  private final AtomicLong lagMillis;
  private final Clock clock;

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
    lagMillis =
        meters.gauge("skuline.ledger.lag.millis", Tags.of("shard", shard), new AtomicLong());
  }

  void stored(Ledger.Stored counts, long decidedAtMillis, Duration took) {
    stored.increment(counts.movements());
    repeats.increment(counts.repeats());
    anomalies.increment(counts.anomalies());
    transactionTime.record(took);
    lagMillis.set(Math.max(0, clock.millis() - decidedAtMillis));
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
