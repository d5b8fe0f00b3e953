package io.skuline.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.skuline.deadletter.ParkReason;
import io.skuline.deadletter.ParkedMessage;
import io.skuline.event.StockResult;
import io.skuline.wire.ResultType;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
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

  private static final Duration[] BATCH_BOUNDS = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30)
  };

  private final Counter received;
  private final Counter dropped;
  private final Counter retries;
  private final Counter failedAcks;
  private final DistributionSummary batchSize;
  private final Timer batchTime;
  private final Map<ResultType, Counter> answered = new EnumMap<>(ResultType.class);
  private final Counter unchecked;
  private final Map<ParkReason, Counter> parked = new EnumMap<>(ParkReason.class);
  private final AtomicInteger inFlight = new AtomicInteger();
  private final ResultTimes times;

  IntakeMetrics(MeterRegistry meters) {
    received = counter("skuline.events.received", "Events that were received", meters);
    dropped =
        counter("skuline.events.dropped", "Events that were given back, and come again", meters);
    retries = counter("skuline.intake.retries", "Batches that failed and are repeated", meters);
    failedAcks =
        counter(
            "skuline.intake.acks.failed", "Answered events that come again nevertheless", meters);
    unchecked =
        counter(
            "skuline.events.unchecked",
            "Follow-ups that were answered without a look at the dead letters",
            meters);
    batchSize =
        DistributionSummary.builder("skuline.intake.batch.size")
            .description("Events in a batch")
            .register(meters);
    batchTime =
        Timer.builder("skuline.intake.batch.time")
            .description("Time from the receipt of a batch to its end, with all repeats")
            .serviceLevelObjectives(BATCH_BOUNDS)
            .register(meters);
    times = new ResultTimes(meters);
    Gauge.builder("skuline.events.in.flight", inFlight, AtomicInteger::get)
        .description("Events that are being decided")
        .register(meters);
    for (ResultType type : ResultType.values()) {
      answered.put(
          type,
          Counter.builder("skuline.events.answered")
              .description("Events whose result was published")
              .tag("type", type.wireName())
              .register(meters));
    }
    for (ParkReason reason : ParkReason.values()) {
      if (reason != ParkReason.DELIVERY_EXHAUSTED) {
        parked.put(
            reason,
            Counter.builder("skuline.events.parked")
                .description("Events that became dead letters")
                .tag("reason", reason.name())
                .register(meters));
      }
    }
  }

  private static Counter counter(String name, String description, MeterRegistry meters) {
    return Counter.builder(name).description(description).register(meters);
  }

  /** Records that the results of a batch were published. */
  void published(List<ReceivedEvent> batch, BatchOutcome outcome, Instant at) {
    times.published(batch, outcome, at);
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
