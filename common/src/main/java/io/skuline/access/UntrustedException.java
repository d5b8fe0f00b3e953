package io.skuline.access;

/**
 * Thrown when a broker does not show the certificate that it should; the message says which and
 * why.
 */
public final class UntrustedException extends RuntimeException {

  UntrustedException(String message, Throwable cause) {
    super(message, cause);
  }
}
