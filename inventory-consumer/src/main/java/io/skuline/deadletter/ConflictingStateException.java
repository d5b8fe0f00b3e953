package io.skuline.deadletter;

/** It cannot be done to this letter as it is now. */
public final class ConflictingStateException extends RuntimeException {

  ConflictingStateException(String message) {
    super(message);
  }
}
