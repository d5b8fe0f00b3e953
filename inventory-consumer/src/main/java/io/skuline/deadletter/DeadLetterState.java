package io.skuline.deadletter;

/** The states in the life of a dead letter. */
public enum DeadLetterState {
  /** It waits for an operator. */
  PARKED,
  /** Sent again, and not answered yet. */
  REPLAYING,
  /** Sent again and answered; for a topic other than order events, stored by the broker. */
  REPLAYED,
  /** An operator decided that it is not needed. */
  DISCARDED
}
