package io.skuline.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.skuline.event.OrderCreated;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.rocketmq.client.apis.message.MessageView;

/**
 * Measures what a shop waits for: the time until the result of an event was published. It begins by
 * the sender's clock, so clocks that differ falsify it; a negative time counts as none.
 *
 * <p>RocketMQ's client does not tell when the broker stored a message. The time at which it was
 * sent is earlier by a way through the network.
 */
final class ResultTimes {

  private static final Duration[] BOUNDS = {
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
    Duration.ofSeconds(30),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofMinutes(30)
  };

  private final Timer sinceCreation;
  private final Timer sinceSending;

  ResultTimes(MeterRegistry meters) {
    sinceCreation =
        Timer.builder("skuline.events.creation.to.result")
            .description("Time from an order's createdAt to its result, without replays")
            .serviceLevelObjectives(BOUNDS)
            .register(meters);
    sinceSending =
        Timer.builder("skuline.events.sending.to.result")
            .description("Time from the sending of an event to the broker to its result")
            .serviceLevelObjectives(BOUNDS)
            .register(meters);
  }

  void published(List<ReceivedEvent> batch, BatchOutcome outcome, Instant at) {
    Set<MessageView> parked = Collections.newSetFromMap(new IdentityHashMap<>());
    outcome.parked().forEach(each -> parked.add(each.message()));
    for (ReceivedEvent entry : batch) {
      if (entry instanceof ReceivedEvent.Event event && !parked.contains(event.message())) {
        record(sinceSending, Instant.ofEpochMilli(event.message().getBornTimestamp()), at);
        // What follows an order has the order's time.
        if (event.event() instanceof OrderCreated order && event.replay().isEmpty()) {
          record(sinceCreation, order.createdAt(), at);
        }
      }
    }
  }

  private static void record(Timer timer, Instant from, Instant to) {
    timer.record(from.isBefore(to) ? Duration.between(from, to) : Duration.ZERO);
  }
}
