package io.skuline.deadletter;

/** The dead letter is in a state that does not allow the action. */
public final class ConflictingStateException extends RuntimeException {

  ConflictingStateException(String message) {
    super(message);
  }
}
