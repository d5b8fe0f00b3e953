package io.skuline.store;

/**
 * What is stored contradicts itself, so the last guard refused to go on: nothing was decided. Not
 * transient; deciding the same batch again will fail again until somebody has looked. An alarm.
 */
public final class StockDriftException extends RuntimeException {

  public StockDriftException(String message, Throwable cause) {
    super(message, cause);
  }

  public StockDriftException(String message) {
    super(message);
  }
}
