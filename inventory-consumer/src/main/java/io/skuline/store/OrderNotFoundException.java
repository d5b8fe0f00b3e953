package io.skuline.ledger;

/** Nothing is stored of that order or adjustment. */
public final class NoSuchOrderException extends RuntimeException {

  NoSuchOrderException(String id) {
    super("The database knows no order or adjustment " + id);
  }
}
