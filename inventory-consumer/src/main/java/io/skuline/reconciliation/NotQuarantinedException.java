package io.skuline.reconciliation;

/** A SKU that was to be let out of quarantine is not in it. */
public final class NotQuarantinedException extends RuntimeException {

  public NotQuarantinedException(String sku) {
    super("SKU " + sku + " is not in quarantine");
  }
}
