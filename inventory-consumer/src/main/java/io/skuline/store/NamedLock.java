package io.skuline.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A named lock of the database. It ends with the connection that has it, so a leader that dies does
 * not block the next one.
 */
public final class NamedLock implements Leader {

  private final DataSource database;
  private final String name;

  /**
   * @param name at most 64 characters; the same for all instances that exclude each other
   */
  public NamedLock(DataSource database, String name) {
    this.database = database;
    this.name = name;
  }

  @Override
  public boolean runAlone(Work work) throws InterruptedException {
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
    } catch (SQLException e) {
      throw new LockUnavailableException("The database cannot be asked for the lock " + name, e);
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
