package io.skuline.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.skuline.deadletter.ParkReason;
import io.skuline.event.StockResult;
import io.skuline.wire.ResultType;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts what the intake does. At rest this equation holds, however often events are delivered:
 *
 * <pre>
 * skuline.events.received = sum of skuline.events.answered{type}
 *                         + sum of skuline.events.parked{reason}
 *                         + skuline.events.dropped
 * </pre>
 *
 * While batches are under way, {@code skuline.events.in.flight} is the difference. An event that
 * was dropped (because the broker may have handed it to another consumer, or the service stopped)
 * comes again and is received again. {@code skuline.events.unchecked} counts the answered events
 * that follow an order and were not checked for being parked behind it, because the database was
 * unavailable.
 */
final class IntakeMetrics {

  private final Counter received;
  private final Counter dropped;
  private final Counter retries;
  private final Counter failedAcks;
  private final DistributionSummary batchSize;
  private final Timer batchTime;
  private final Map<ResultType, Counter> answered = new EnumMap<>(ResultType.class);
  private final Counter unchecked;
  private final Map<ParkReason, Counter> parked = new EnumMap<>(ParkReason.class);
  private final AtomicInteger inFlight;

  IntakeMetrics(MeterRegistry meters) {
    received = meters.counter("skuline.events.received");
    dropped = meters.counter("skuline.events.dropped");
    retries = meters.counter("skuline.intake.retries");
    failedAcks = meters.counter("skuline.intake.acks.failed");
    unchecked = meters.counter("skuline.events.unchecked");
    batchSize = DistributionSummary.builder("skuline.intake.batch.size").register(meters);
    batchTime = Timer.builder("skuline.intake.batch.time").register(meters);
    inFlight = meters.gauge("skuline.events.in.flight", new AtomicInteger());
    for (ResultType type : ResultType.values()) {
      answered.put(type, meters.counter("skuline.events.answered", "type", type.wireName()));
    }
    for (ParkReason reason : ParkReason.values()) {
      if (reason != ParkReason.DELIVERY_EXHAUSTED) {
        parked.put(reason, meters.counter("skuline.events.parked", "reason", reason.name()));
      }
    }
  }

  void received(int events) {
    received.increment(events);
    inFlight.addAndGet(events);
    batchSize.record(events);
  }

  void retried() {
    retries.increment();
  }

  void finished(BatchOutcome outcome, int failedAckCount, Duration took) {
    for (StockResult result : outcome.answers()) {
      answered.get(ResultType.of(result)).increment();
    }
    for (ParkedMessage message : outcome.parked()) {
      parked.get(message.reason()).increment();
    }
    unchecked.increment(outcome.unchecked());
    failedAcks.increment(failedAckCount);
    inFlight.addAndGet(-outcome.answers().size() - outcome.parked().size());
    batchTime.record(took);
  }

  void dropped(int events) {
    dropped.increment(events);
    inFlight.addAndGet(-events);
  }
}
