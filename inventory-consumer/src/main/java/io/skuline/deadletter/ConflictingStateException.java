package io.skuline.desk;

/** It cannot be done to this letter as it is now. */
public final class NotNowException extends RuntimeException {

  NotNowException(String message) {
    super(message);
  }
}
