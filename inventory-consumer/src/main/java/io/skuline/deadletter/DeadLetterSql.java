package io.skuline.deadletter;

import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** Pieces of SQL. */
final class DeadLetterSql {

  /** The database's clock in milliseconds: one for all instances, without summer time. */
  static final String NOW = "(TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(3)) DIV 1000)";

  private DeadLetterSql() {}

  /** {@code ?,?,?}. */
  static String marks(int count) {
    return String.join(",", Collections.nCopies(count, "?"));
  }

  /** What fits a column that is only searched or shown. */
  static @Nullable String cut(@Nullable String text, int characters) {
    return text == null || text.length() <= characters ? text : text.substring(0, characters);
  }
}
