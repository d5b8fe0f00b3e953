package io.skuline.client;

import io.skuline.event.OrderEvent;
import io.skuline.wire.EventType;

/**
 * Thrown when it is not certain that the broker stored an event. The event may be stored, if only
 * the reply was lost. Publishing the same event again is safe, because a repeated event is answered
 * once.
 */
public final class PublishException extends RuntimeException {

  private final transient OrderEvent event;

  PublishException(OrderEvent event, Throwable cause) {
    super(
        "%s %s may not have been stored; publish it again: %s"
            .formatted(EventType.of(event).wireName(), event.eventId(), cause.getMessage()),
        cause);
    this.event = event;
  }

  public OrderEvent event() {
    return event;
  }
}
