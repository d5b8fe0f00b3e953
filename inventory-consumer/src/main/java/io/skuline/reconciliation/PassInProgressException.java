package io.skuline.reconciliation;

/** Another pass is under way, perhaps in another instance. */
public final class PassInProgressException extends RuntimeException {

  public PassInProgressException() {
    super("Another pass is under way");
  }
}
