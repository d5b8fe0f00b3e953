package io.skuline.reconciliation;

/** A SKU stays in quarantine, because what was asked for could make things worse. */
public final class RepairRefusedException extends RuntimeException {

  public RepairRefusedException(String message) {
    super(message);
  }
}
