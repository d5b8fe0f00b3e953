package io.skuline.deduction;

/**
 * Nothing can be decided at the moment: the stock store is down, slow, or closed until it has been
 * verified. This is always transient; the same batch is to be decided again later.
 */
public class DeductionUnavailableException extends RuntimeException {

  public DeductionUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  public DeductionUnavailableException(String message) {
    super(message);
  }
}
