package io.skuline.deadletter;

/** There is no dead letter, or no replay, of that number. */
public final class DeadLetterNotFoundException extends RuntimeException {

  DeadLetterNotFoundException(String what, long id) {
    super(what + " " + id + " does not exist");
  }
}
