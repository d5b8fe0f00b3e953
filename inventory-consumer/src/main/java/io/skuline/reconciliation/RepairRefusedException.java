package io.skuline.reconciliation;

/** A SKU stays in quarantine, because the requested release could make things worse. */
public final class RepairRefusedException extends RuntimeException {

  public RepairRefusedException(String message) {
    super(message);
  }
}
