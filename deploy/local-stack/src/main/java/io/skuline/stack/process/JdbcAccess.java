package io.skuline.stack.process;

import io.skuline.stack.StackException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** How to reach a MySQL or MariaDB server on 127.0.0.1. */
public record JdbcAccess(int port, String user, String password) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,64}");

  /**
   * What batched writes want; and no TLS on loopback, for which MySQL wants the public key's leave.
   */
  private static final String OPTIONS =
      "rewriteBatchedStatements=true&cachePrepStmts=true&prepStmtCacheSize=100"
          + "&prepStmtCacheSqlLimit=16384&useLocalSessionState=true"
          + "&cacheServerConfiguration=true&elideSetAutoCommits=true&maintainTimeStats=false"
          + "&sslMode=DISABLED&allowPublicKeyRetrieval=true";

  /** The URL of a database that exists, or of the server if the name is empty. */
  public String url(String database) {
    return "jdbc:mysql://127.0.0.1:" + port + "/" + database + "?" + OPTIONS;
  }

  /** The URL of a database, which is created if it is missing. */
  public String urlOfCreated(String database) {
    if (!NAME.matcher(database).matches()) {
      throw new IllegalArgumentException("not the name of a database: " + database);
    }
    try (var connection = DriverManager.getConnection(url(""), user, password);
        var statement = connection.createStatement()) {
      statement.execute(
          "CREATE DATABASE IF NOT EXISTS `%s` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
              .formatted(database));
      return url(database);
    } catch (SQLException e) {
      throw new StackException("Cannot create the database " + database, e);
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return user + "@127.0.0.1:" + port;
  }
}
