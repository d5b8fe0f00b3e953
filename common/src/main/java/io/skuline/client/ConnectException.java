package io.skuline.client;

/** A client could not start; the message says what to look at. */
public final class ConnectException extends RuntimeException {

  ConnectException(String message, Throwable cause) {
    super(message, cause);
  }
}
