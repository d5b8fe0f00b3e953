package io.skuline.deduction.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Statements over many rows. */
final class Sql {

  /**
   * Rows or ids per statement. Below 1000: from there on MariaDB turns an IN list into a join, and
   * rows are then no longer locked in the order of the primary key.
   */
  static final int CHUNK = 500;

  private Sql() {}

  static String repeat(String item, int times, String separator) {
    return item + (separator + item).repeat(times - 1);
  }

  static String placeholders(int count) {
    return repeat("?", count, ",");
  }

  static void bind(PreparedStatement statement, List<String> values) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      statement.setString(i + 1, values.get(i));
    }
  }

  static <T> List<List<T>> chunks(List<T> all) {
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < all.size(); from += CHUNK) {
      chunks.add(all.subList(from, Math.min(all.size(), from + CHUNK)));
    }
    return chunks;
  }
}
