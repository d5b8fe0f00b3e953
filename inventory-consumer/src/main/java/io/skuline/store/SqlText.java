package io.skuline.ledger;

import java.util.Collections;

/** Pieces of SQL for many rows at once. */
final class Rows {

  private Rows() {}

  /** {@code ?,?,?}. */
  static String marks(int count) {
    return String.join(",", Collections.nCopies(count, "?"));
  }
}
