package io.skuline.client;

/** A client could not start; the message says what to look at. */
public final class ConnectException extends RuntimeException {

  /** What is to be looked at. */
  public enum Reason {
    /** The address, the network, or the broker itself. */
    UNREACHABLE,
    /**
     * RocketMQ has answered, and has no such topic or consumer group: trying again changes nothing
     * until somebody creates it, or asks for the right one.
     */
    MISSING,
    /** The broker does not know the user, or wants one, or the secret is another one. */
    CREDENTIALS,
    /** The broker knows the user, who may not do this. */
    RIGHTS,
    /** One side speaks TLS and the other does not, or the certificate is not to be trusted. */
    TLS
  }

  private final Reason reason;

  ConnectException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
