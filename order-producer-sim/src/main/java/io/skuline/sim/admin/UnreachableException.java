package io.skuline.sim.admin;

/** Something that is needed does not answer; the message says what, where, and what to look at. */
public final class UnreachableException extends RuntimeException {

  public UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }

  public UnreachableException(String message) {
    super(message);
  }
}
