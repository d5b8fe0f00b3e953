package io.skuline.store;

/** Nothing is stored of that order or adjustment. */
public final class OrderNotFoundException extends RuntimeException {

  OrderNotFoundException(String id) {
    super("The database knows no order or adjustment " + id);
  }
}
