package io.skuline.store;

/** How a SKU comes out of quarantine. */
public enum ReleaseMode {
  /**
   * Where it is decided it gets what its movements in the database make. Only if none of them is
   * missing, and the ledger has come through the journal.
   */
  TRUST_DATABASE,
  /** It stays as it is: somebody has mended it. Only if everything agrees by now. */
  RELEASE
}
