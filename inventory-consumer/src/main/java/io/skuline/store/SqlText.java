package io.skuline.store;

import java.util.Collections;

/** Pieces of SQL for many rows at once. */
final class SqlText {

  private SqlText() {}

  /** {@code ?,?,?}. */
  static String marks(int count) {
    return String.join(",", Collections.nCopies(count, "?"));
  }
}
