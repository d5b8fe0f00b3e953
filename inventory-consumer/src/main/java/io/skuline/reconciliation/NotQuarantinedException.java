package io.skuline.reconciliation;

/** A SKU that was to be released from quarantine is not in quarantine. */
public final class NotQuarantinedException extends RuntimeException {

  public NotQuarantinedException(String sku) {
    super("SKU " + sku + " is not in quarantine");
  }
}
