package io.skuline.deadletter;

import io.skuline.event.InvalidEventException;
import java.nio.ByteBuffer;

/** Checks whether the body of an order event would be accepted if it were sent now. */
@FunctionalInterface
public interface EventCheck {

  /**
   * Checks one body.
   *
   * @throws InvalidEventException if the message with it would be parked
   */
  void check(ByteBuffer body);
}
