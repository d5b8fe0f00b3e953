package io.skuline.messaging;

/**
 * The broker does not take this particular message, and never will: sending it again does not help.
 */
public final class MessageRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public MessageRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
