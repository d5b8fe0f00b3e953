package io.skuline.recovery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Lets one instance at a time rebuild: a named lock of the database, which ends with the connection
 * that holds it, so a leader that dies does not block the next.
 */
final class LeaderLock {

  private static final String NAME = "skuline.rebuild.";

  private final DataSource database;
  private final String name;

  LeaderLock(DataSource database, String namespace) {
    this.database = database;
    this.name = NAME + namespace;
  }

  /** What only the leader does. */
  interface Work {
    void run() throws InterruptedException;
  }

  /**
   * Runs the work if no other instance is at it.
   *
   * @return false if another instance is
   * @throws SQLException if the database cannot be asked
   */
  boolean runAlone(Work work) throws SQLException, InterruptedException {
    try (Connection connection = database.getConnection()) {
      if (!ask(connection, "SELECT GET_LOCK(?, 0)")) {
        return false;
      }
      try {
        work.run();
        return true;
      } finally {
        ask(connection, "SELECT RELEASE_LOCK(?)");
      }
    }
  }

  private boolean ask(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getInt(1) == 1;
      }
    }
  }
}
