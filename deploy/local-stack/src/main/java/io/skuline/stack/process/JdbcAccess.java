package io.skuline.stack.process;

import io.skuline.stack.StackException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The access to a MySQL or MariaDB server on 127.0.0.1.
 *
 * @param certificate the certificate that the server must show, if it speaks TLS
 */
public record JdbcAccess(
    int port, String user, String password, Optional<ServerCertificate> certificate) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,64}");

  /** The options that batched writes need. */
  private static final String OPTIONS =
      "rewriteBatchedStatements=true&cachePrepStmts=true&prepStmtCacheSize=100"
          + "&prepStmtCacheSqlLimit=16384&useLocalSessionState=true"
          + "&cacheServerConfiguration=true&elideSetAutoCommits=true&maintainTimeStats=false";

  /** Options without TLS, for loopback. MySQL then requires permission to fetch its public key. */
  private static final String PLAIN = "&sslMode=DISABLED&allowPublicKeyRetrieval=true";

  /** Returns access in plain text. */
  public static JdbcAccess plain(int port, String user, String password) {
    return new JdbcAccess(port, user, password, Optional.empty());
  }

  /** Returns the URL of a database that exists, or of the server if the name is empty. */
  public String url(String database) {
    return "jdbc:mysql://127.0.0.1:" + port + "/" + database + "?" + OPTIONS + tls();
  }

  private String tls() {
    return certificate
        .map(
            shown ->
                "&sslMode=VERIFY_IDENTITY&trustCertificateKeyStoreUrl=file:%s"
                        .formatted(shown.trustStore())
                    + "&trustCertificateKeyStoreType=PKCS12&trustCertificateKeyStorePassword="
                    + ServerCertificate.PASSWORD)
        .orElse(PLAIN);
  }

  /** Returns the URL of a database, which is created if it is missing. */
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

  /** Returns a text without the password. */
  @Override
  public String toString() {
    return user + "@127.0.0.1:" + port;
  }
}
