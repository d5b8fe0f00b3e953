package io.skuline.store;

/** The database cannot be asked which instance leads. Trying again later is safe. */
public final class LockUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LockUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
