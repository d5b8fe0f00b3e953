package io.skuline.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Statements over many rows. */
public final class LockingSql {

  /**
   * Rows or ids per statement. Below 1000: from there on MariaDB turns an IN list into a join, and
   * rows are then no longer locked in the order of the primary key.
   */
  static final int CHUNK = 500;

  private LockingSql() {}

  public static String repeat(String item, int times, String separator) {
    return item + (separator + item).repeat(times - 1);
  }

  static String placeholders(int count) {
    return repeat("?", count, ",");
  }

  /** Reads the row that a result stands at. */
  public interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  /**
   * Reads all rows of a query.
   *
   * @param sql has one {@code IN (%s)}, and no parameters besides
   * @param in what stands in there, at least one
   */
  public static void query(Connection connection, String sql, List<String> in, RowReader reader)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(sql.formatted(placeholders(in.size())))) {
      for (int i = 0; i < in.size(); i++) {
        statement.setString(i + 1, in.get(i));
      }
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          reader.read(result);
        }
      }
    }
  }

  public static <T> List<List<T>> chunks(List<T> all) {
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < all.size(); from += CHUNK) {
      chunks.add(all.subList(from, Math.min(all.size(), from + CHUNK)));
    }
    return chunks;
  }
}
