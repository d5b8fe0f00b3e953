package io.skuline.deduction.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;

/** The table {@code replication_beat}: one row, which says what time it was. */
final class BeatTable {

  private BeatTable() {}

  /** Writes what time it is, by the database's own clock. */
  static void write(Connection primary) throws SQLException {
    try (PreparedStatement statement =
        primary.prepareStatement(
            "INSERT INTO replication_beat (id, beat)"
                + " VALUES (1, TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(3)) DIV 1000)"
                + " ON DUPLICATE KEY UPDATE beat = VALUES(beat)")) {
      statement.executeUpdate();
    }
  }

  /** What was written last, as far as this database knows, in milliseconds. */
  static OptionalLong read(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT beat FROM replication_beat WHERE id = 1");
        ResultSet row = statement.executeQuery()) {
      return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
    }
  }
}
