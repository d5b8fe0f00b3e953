package io.skuline.reconcile;

/** Another pass is under way, perhaps of another instance. */
public final class BusyException extends RuntimeException {

  public BusyException() {
    super("Another pass is under way");
  }
}
