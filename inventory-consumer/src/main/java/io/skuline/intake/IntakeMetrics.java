package io.skuline.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.skuline.event.InvalidEventException;
import io.skuline.event.StockResult;
import io.skuline.wire.ResultType;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the intake counts. At rest this holds, whatever is delivered however often:
 *
 * <pre>
 * skuline.events.received = sum of skuline.events.answered{type}
 *                         + sum of skuline.events.parked{reason}
 *                         + skuline.events.dropped
 * </pre>
 *
 * and while batches are under way, {@code skuline.events.in.flight} is the difference. An event
 * that was dropped (because the broker may have handed it to somebody else, or the service stopped)
 * comes again and is received again.
 */
final class IntakeMetrics {

  private final Counter received;
  private final Counter dropped;
  private final Counter retries;
  private final Counter failedAcks;
  private final DistributionSummary batchSize;
  private final Timer batchTime;
  private final Map<ResultType, Counter> answered = new EnumMap<>(ResultType.class);
  private final Map<InvalidEventException.Code, Counter> parked =
      new EnumMap<>(InvalidEventException.Code.class);
  private final AtomicInteger inFlight;

  IntakeMetrics(MeterRegistry meters) {
    received = meters.counter("skuline.events.received");
    dropped = meters.counter("skuline.events.dropped");
    retries = meters.counter("skuline.intake.retries");
    failedAcks = meters.counter("skuline.intake.acks.failed");
    batchSize = DistributionSummary.builder("skuline.intake.batch.size").register(meters);
    batchTime = Timer.builder("skuline.intake.batch.time").register(meters);
    inFlight = meters.gauge("skuline.events.in.flight", new AtomicInteger());
    for (ResultType type : ResultType.values()) {
      answered.put(type, meters.counter("skuline.events.answered", "type", type.wireName()));
    }
    for (InvalidEventException.Code code : InvalidEventException.Code.values()) {
      parked.put(code, meters.counter("skuline.events.parked", "reason", code.name()));
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

  void finished(Batch batch, List<StockResult> results, int failedAckCount, Duration took) {
    for (StockResult result : results) {
      answered.get(ResultType.of(result)).increment();
    }
    for (Batch.Poison poison : batch.poison()) {
      parked.get(poison.why().code()).increment();
    }
    failedAcks.increment(failedAckCount);
    inFlight.addAndGet(-results.size() - batch.poison().size());
    batchTime.record(took);
  }

  void dropped(int events) {
    dropped.increment(events);
    inFlight.addAndGet(-events);
  }
}
