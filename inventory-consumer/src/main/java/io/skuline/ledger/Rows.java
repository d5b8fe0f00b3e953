package io.skuline.ledger;

import java.util.Collections;

/** Pieces of SQL for many rows at once. */
final class Rows {

  private Rows() {}

  /** {@code (?,?,?),(?,?,?)}: placeholders for rows of so many columns. */
  static String values(int rows, int columns) {
    String row = "(" + marks(columns) + ")";
    return String.join(",", Collections.nCopies(rows, row));
  }

  /** {@code ?,?,?}. */
  static String marks(int count) {
    return String.join(",", Collections.nCopies(count, "?"));
  }
}
