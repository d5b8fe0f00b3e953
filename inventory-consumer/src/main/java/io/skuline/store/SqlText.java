package io.skuline.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds pieces of SQL, and of the values that are put into it. */
public final class SqlText {

  /**
   * The database's clock in milliseconds, which is one for all instances and knows no summer time.
   */
  public static final String NOW =
      "(TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(3)) DIV 1000)";

  /**
   * The most rows or ids of one statement that locks. It is below 1000: from there on MariaDB turns
   * an IN list into a join, and rows are then no longer locked in the order of the primary key.
   */
  static final int CHUNK = 500;

  private SqlText() {}

  /** Returns {@code ?,?,?} for 3. */
  public static String marks(int count) {
    return String.join(",", Collections.nCopies(count, "?"));
  }

  /** Cuts text to the length of a column that is only searched or shown. */
  public static @Nullable String cut(@Nullable String text, int characters) {
    return text == null || text.length() <= characters ? text : text.substring(0, characters);
  }

  /** Splits rows or ids into groups that are small enough for one statement that locks. */
  static <T> List<List<T>> chunks(Collection<T> all) {
    List<T> list = List.copyOf(all);
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < list.size(); from += CHUNK) {
      chunks.add(list.subList(from, Math.min(list.size(), from + CHUNK)));
    }
    return chunks;
  }
}
