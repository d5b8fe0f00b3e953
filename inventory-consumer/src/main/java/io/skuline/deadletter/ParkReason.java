package io.skuline.deadletter;

import io.skuline.event.InvalidEventException;

/** Why a message was parked: few names, fit for a tag and a metric. */
public enum ParkReason {
  /** The body is not one JSON object in UTF-8. */
  MALFORMED_JSON,
  /** The body is larger than the wire format allows. */
  TOO_LARGE,
  /** The type is not an event that may come here. */
  UNKNOWN_TYPE,
  /** A required field is missing or null. */
  MISSING_FIELD,
  /** A field has the wrong type or breaks a limit. */
  INVALID_FIELD,
  /** The event failed again and again, and not because something was unavailable. */
  FAILED,
  /** An earlier event of the same order is parked: this one waits for its turn behind it. */
  FOLLOWS_PARKED,
  /** The event touches a SKU in quarantine: it is replayed when the SKU is released. */
  QUARANTINED,
  /**
   * The event touches a part of the stock that is closed while others are sold: it is replayed when
   * that part is open again.
   */
  FENCED,
  /** The database has lost lines of the answer to its order: an operator has to settle that. */
  INCOMPLETE_ANSWER,
  /**
   * A consumer group gave the message up, and the broker moved it to the group's dead-letter queue.
   */
  DELIVERY_EXHAUSTED;

  /** Returns the reason for a message that cannot be read. */
  public static ParkReason of(InvalidEventException.Code flaw) {
    return valueOf(flaw.name());
  }
}
