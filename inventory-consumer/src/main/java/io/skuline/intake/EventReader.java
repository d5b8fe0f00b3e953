package io.skuline.intake;

import io.skuline.deduction.DeductionEngine;
import io.skuline.event.InvalidEventException;
import io.skuline.event.OrderEvent;
import io.skuline.wire.EventCodec;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.rocketmq.client.apis.message.MessageView;

/** Tells events from poison. */
final class EventReader {

  private final EventCodec codec;
  private final Clock clock;

  EventReader(EventCodec codec, Clock clock) {
    this.codec = codec;
    this.clock = clock;
  }

  Batch read(List<MessageView> messages) {
    List<OrderEvent> events = new ArrayList<>(messages.size());
    List<Batch.Poison> poison = new ArrayList<>(0);
    Instant latest = clock.instant().plus(DeductionEngine.CLOCK_TOLERANCE);
    for (MessageView message : messages) {
      try {
        events.add(readOne(message, latest));
      } catch (InvalidEventException e) {
        poison.add(new Batch.Poison(message, e));
      }
    }
    return new Batch(events, poison);
  }

  /**
   * An order from the future is refused, because what is remembered of orders is found by their own
   * time: after a rebuild, one that claims to be younger than the rebuild would not be looked up.
   */
  private OrderEvent readOne(MessageView message, Instant latest) {
    OrderEvent event = codec.decode(message.getBody());
    if (event.createdAt().isAfter(latest)) {
      throw new InvalidEventException(
          "createdAt",
          "is more than %d minutes ahead of this service's clock: %s; set the sender's clock"
              .formatted(DeductionEngine.CLOCK_TOLERANCE.toMinutes(), event.createdAt()));
    }
    return event;
  }
}
