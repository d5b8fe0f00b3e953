package io.skuline.deadletter;

import io.skuline.event.InvalidEventException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Tells beforehand whether the intake would park an event again. */
record ReplayCheck(EventCheck events, String orderEvents) {

  /** Tells whether events of this topic are answered, so that a replay can wait for the answer. */
  boolean answers(String topic) {
    return topic.equals(orderEvents);
  }

  /**
   * Returns what is wrong with a body; empty if nothing is, or if this service does not read the
   * topic's bodies.
   */
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
