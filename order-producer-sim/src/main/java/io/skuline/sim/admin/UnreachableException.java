package io.skuline.sim.admin;

/**
 * Thrown when the broker or the service does not answer; the message says which, where, and what to
 * check.
 */
public final class UnreachableException extends RuntimeException {

  public UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }

  public UnreachableException(String message) {
    super(message);
  }
}
