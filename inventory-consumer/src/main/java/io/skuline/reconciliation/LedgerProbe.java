package io.skuline.reconciliation;

/** Finds out whether the ledger has come to everything that is in the journal now. */
interface LedgerProbe {

  /** For an engine without a journal. */
  LedgerProbe NOTHING_UNDER_WAY = () -> true;

  /**
   * Waits, for a bounded time, until everything that was published before this call is in the
   * database.
   *
   * @return false if that is not certain
   */
  boolean comesThrough() throws InterruptedException;
}
