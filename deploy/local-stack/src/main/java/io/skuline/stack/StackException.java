package io.skuline.stack;

/**
 * A server of the stack could not be started, reached or told something; the message says which and
 * why.
 */
public final class StackException extends RuntimeException {
  public StackException(String message) {
    super(message);
  }

  public StackException(String message, Throwable cause) {
    super(message, cause);
  }
}
