package io.skuline.intake;

import io.skuline.deadletter.EventCheck;
import io.skuline.deadletter.Replay;
import io.skuline.deduction.DeductionEngine;
import io.skuline.event.InvalidEventException;
import io.skuline.event.OrderEvent;
import io.skuline.wire.EventCodec;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.rocketmq.client.apis.message.MessageView;

/** Separates events from malformed messages. */
public record EventReader(EventCodec codec, Clock clock) implements EventCheck {

  @Override
  public void check(ByteBuffer body) {
    read(body);
  }

  List<ReceivedEvent> read(List<MessageView> messages) {
    return messages.stream().map(this::readOne).toList();
  }

  private ReceivedEvent readOne(MessageView message) {
    try {
      OrderEvent event = read(message.getBody());
      return new ReceivedEvent.Event(message, event, Replay.of(message));
    } catch (InvalidEventException e) {
      return new ReceivedEvent.Malformed(message, e);
    }
  }

  /**
   * Reads a body as the intake does. An order from the future is refused. If it came again after
   * its answer was forgotten, it would not be recognised as old, and its answer would not be looked
   * up.
   *
   * @throws InvalidEventException if the intake would park the message
   */
  public OrderEvent read(ByteBuffer body) {
    OrderEvent event = codec.decode(body);
    Instant latest = clock.instant().plus(DeductionEngine.CLOCK_TOLERANCE);
    if (event.createdAt().isAfter(latest)) {
      throw new InvalidEventException(
          "createdAt",
          "is more than %d minutes ahead of this service's clock: %s; set the sender's clock"
              .formatted(DeductionEngine.CLOCK_TOLERANCE.toMinutes(), event.createdAt()));
    }
    return event;
  }
}
