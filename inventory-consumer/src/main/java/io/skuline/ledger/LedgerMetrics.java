package io.skuline.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
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

  LedgerMetrics(MeterRegistry meters, Clock clock) {
    this.clock = clock;
    stored = meters.counter("skuline.ledger.movements", "outcome", "stored");
    repeats = meters.counter("skuline.ledger.movements", "outcome", "repeated");
    anomalies = meters.counter("skuline.ledger.movements", "outcome", "contradicting");
    retries = meters.counter("skuline.ledger.retries");
    unreadable = meters.counter("skuline.ledger.unreadable");
    voided = meters.counter("skuline.ledger.voided");
    transactionTime = Timer.builder("skuline.ledger.transaction.time").register(meters);
    lagMillis = meters.gauge("skuline.ledger.lag.millis", new AtomicLong());
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
