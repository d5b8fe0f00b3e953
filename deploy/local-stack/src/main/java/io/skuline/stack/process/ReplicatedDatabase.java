package io.skuline.stack.process;

import io.skuline.stack.StackException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A MariaDB with a read replica that can be made to lag. Both run on free ports of 127.0.0.1, and
 * end with the JVM at the latest.
 */
public final class ReplicatedDatabase implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private final DatabaseProcess source;
  private final DatabaseProcess replica;

  private ReplicatedDatabase(DatabaseProcess source, DatabaseProcess replica) {
    this.source = source;
    this.replica = replica;
  }

  /**
   * Starts both and connects them.
   *
   * @throws StackException if that fails; nothing is left running then
   */
  public static ReplicatedDatabase start() {
    DatabaseProcess source = DatabaseProcess.startSource();
    try {
      DatabaseProcess replica = DatabaseProcess.startReplicaOf(source);
      var both = new ReplicatedDatabase(source, replica);
      try {
        both.connect();
        return both;
      } catch (RuntimeException e) {
        replica.close();
        throw e;
      }
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /**
   * Returns a URL for mysql-connector-j. The database is created if it is missing, and then
   * replicated.
   */
  public String sourceUrl(String database) {
    return source.access().urlOfCreated(database);
  }

  /** Returns the URL of the same database on the replica. */
  public String replicaUrl(String database) {
    return replica.access().url(database);
  }

  public String user() {
    return source.access().user();
  }

  public String password() {
    return source.access().password();
  }

  /** Stops the replication: from now on the replica shows what it shows now. */
  public void stall() {
    onReplica("STOP SLAVE SQL_THREAD");
  }

  /** Continues the replication after {@link #stall()}. */
  public void resume() {
    onReplica("START SLAVE SQL_THREAD");
  }

  /**
   * Waits until the replica shows everything that the source has committed so far.
   *
   * @throws StackException if it does not within a minute
   */
  public void awaitCaughtUp() {
    String position = query(source, "SELECT @@gtid_current_pos");
    String reached =
        query(replica, "SELECT MASTER_GTID_WAIT('" + position + "', " + PATIENCE_SECONDS + ")");
    if (!"0".equals(reached)) {
      throw new StackException("The replica did not reach " + position);
    }
  }

  /** Returns the replica as a process, to be killed and started. */
  public LocalServer replica() {
    return replica;
  }

  @Override
  public void close() {
    replica.close();
    source.close();
  }

  private void connect() {
    onReplica(
        "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=%d, MASTER_USER='%s',"
                .formatted(source.port(), user())
            + " MASTER_PASSWORD='%s', MASTER_USE_GTID=slave_pos, MASTER_SSL=0"
                .formatted(password()));
    onReplica("START SLAVE");
    awaitCaughtUp();
  }

  private void onReplica(String sql) {
    try (Connection connection = connection(replica);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      // The statement itself is not shown, because it may have the password in it.
      throw new StackException("The replica refuses: " + e.getMessage(), e);
    }
  }

  private static String query(DatabaseProcess server, String sql) {
    try (Connection connection = connection(server);
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    } catch (SQLException e) {
      throw new StackException("Cannot ask " + server, e);
    }
  }

  private static Connection connection(DatabaseProcess server) throws SQLException {
    JdbcAccess access = server.access();
    return DriverManager.getConnection(access.url(""), access.user(), access.password());
  }
}
