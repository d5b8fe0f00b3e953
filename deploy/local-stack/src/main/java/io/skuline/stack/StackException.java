package io.skuline.stack;

/**
 * Thrown when a server of the stack could not be started, reached or configured; the message says
 * which and why.
 */
public final class StackException extends RuntimeException {
  public StackException(String message) {
    super(message);
  }

  public StackException(String message, Throwable cause) {
    super(message, cause);
  }
}
