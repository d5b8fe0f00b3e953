package io.skuline.messaging;

/** The broker did not take, or did not hand out, a message. Transient: to be tried again. */
public final class BrokerUnavailableException extends RuntimeException {

  public BrokerUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
