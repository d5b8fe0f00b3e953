package io.skuline.desk;

import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** Pieces of SQL. */
final class Sql {

  /** The database's clock in milliseconds: one clock for all instances. */
  static final String NOW = "CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)";

  private Sql() {}

  /** {@code ?,?,?}. */
  static String marks(int count) {
    return String.join(",", Collections.nCopies(count, "?"));
  }

  /** What fits a column that is only searched or shown. */
  static @Nullable String cut(@Nullable String text, int characters) {
    return text == null || text.length() <= characters ? text : text.substring(0, characters);
  }
}
