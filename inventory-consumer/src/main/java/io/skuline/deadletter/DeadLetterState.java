package io.skuline.deadletter;

/** Where a dead letter is in its life. */
public enum DeadLetterState {
  /** To be dealt with. */
  PARKED,
  /** Sent again, and not answered yet. */
  REPLAYING,
  /** Sent again and answered; for a topic other than order events, stored by the broker. */
  REPLAYED,
  /** Somebody decided that it is not needed. */
  DISCARDED
}
