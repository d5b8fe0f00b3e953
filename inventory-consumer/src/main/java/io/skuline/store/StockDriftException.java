package io.skuline.store;

/**
 * What is stored contradicts itself, so the last guard refused to go on: nothing was decided. This
 * is not transient. Deciding the same batch again will fail again until an operator has looked into
 * it. It is an alarm.
 */
public final class StockDriftException extends RuntimeException {

  public StockDriftException(String message, Throwable cause) {
    super(message, cause);
  }

  public StockDriftException(String message) {
    super(message);
  }
}
