package io.skuline.store;

/**
 * Stock cannot be decided in the database yet: the ledger still has to store movements that another
 * engine decided. Trying again later is safe.
 */
public final class LedgerBehindException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LedgerBehindException(String message) {
    super(message);
  }
}
