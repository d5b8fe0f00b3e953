package io.skuline.store;

/** How a SKU is released from quarantine. */
public enum ReleaseMode {
  /**
   * The place where the SKU is decided gets the sum of its movements in the database. This is
   * allowed only if no movement is missing, and the ledger has read the whole journal.
   */
  TRUST_DATABASE,
  /**
   * The SKU stays as it is, because it was repaired by hand. This is allowed only if everything
   * agrees by now.
   */
  RELEASE
}
