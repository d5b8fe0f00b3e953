package io.skuline.deadletter;

import io.skuline.event.InvalidEventException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Tells beforehand whether the intake would set an event aside again. */
record ReplayCheck(EventCheck events, String orderEvents) {

  /** Whether letters of this topic are answered, so that one can wait for that. */
  boolean answers(String topic) {
    return topic.equals(orderEvents);
  }

  /** What is wrong with a body; empty if nothing is, or if that is not for us to say. */
  Optional<String> flaw(String topic, byte[] body) {
    if (!answers(topic)) {
      return Optional.empty();
    }
    try {
      events.check(ByteBuffer.wrap(body));
      return Optional.empty();
    } catch (InvalidEventException e) {
      return Optional.of("would be parked again: " + e.code() + ": " + e.getMessage());
    }
  }
}
