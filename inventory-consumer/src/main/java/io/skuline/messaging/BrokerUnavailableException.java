package io.skuline.messaging;

/**
 * The broker did not take a message, or did not hand one out. This is transient: it is to be tried
 * again.
 */
public final class BrokerUnavailableException extends RuntimeException {

  public BrokerUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
