package io.skuline.intake;

import io.skuline.deadletter.Replay;
import io.skuline.event.InvalidEventException;
import io.skuline.event.OrderEvent;
import java.util.Optional;
import org.apache.rocketmq.client.apis.message.MessageView;

/** A received message that has been read. */
sealed interface ReceivedEvent {

  MessageView message();

  /**
   * @param replay the dead letter that the message was, if it is a replay
   */
  record Event(MessageView message, OrderEvent event, Optional<Replay> replay)
      implements ReceivedEvent {}

  record Malformed(MessageView message, InvalidEventException why) implements ReceivedEvent {}
}
