package io.skuline.client;

/** Thrown when a client could not start; the message says what to check. */
public final class ConnectException extends RuntimeException {

  /** The thing that must be checked. */
  public enum Reason {
    /** The address, the network, or the broker itself is wrong or unavailable. */
    UNREACHABLE,
    /**
     * RocketMQ has answered and has no such topic or consumer group. Trying again changes nothing
     * until the topic or group is created, or another one is named.
     */
    MISSING,
    /** The broker does not know the user, or requires one, or the secret is wrong. */
    CREDENTIALS,
    /** The broker knows the user, but the user has no right to do this. */
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
