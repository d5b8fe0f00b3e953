package io.skuline.start;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database of {@code spring.datasource}, which may come up later than the service. The service
 * does not wait for a database that answers and refuses: that changes only with a setting.
 */
final class HomeDatabase {

  private static final Logger log = LoggerFactory.getLogger(HomeDatabase.class);

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final long PAUSE_MILLIS = 2_000;

  /** The number of attempts after which the log reports again that the service waits. */
  private static final int TOLD_EVERY = 15;

  private static final String CONNECT_TIMEOUT = "5000";

  /**
   * SQL states begin like this if the user or the password is wrong, and if there is no such
   * database.
   */
  private static final String WRONG_USER = "28";

  private static final String NO_DATABASE_OR_RIGHT = "42";

  /** The SQL states with which the driver reports a URL that it does not understand. */
  private static final String WRONG_URL = "01S00|S1.*";

  /** Waits a moment. */
  @FunctionalInterface
  interface Pause {
    void await(long millis) throws InterruptedException;
  }

  /** Connects once. */
  @FunctionalInterface
  interface Attempt {
    void connect() throws SQLException;
  }

  private final String where;
  private final String user;
  private final Attempt attempt;
  private final Pause pause;

  HomeDatabase(String url, String user, Attempt attempt, Pause pause) {
    this.where = withoutSecrets(url);
    this.user = user;
    this.attempt = attempt;
    this.pause = pause;
  }

  /**
   * Returns the database of a pool. It is asked without the pool, which would log each failure with
   * its stack trace.
   */
  static HomeDatabase of(HikariDataSource pool) {
    Properties properties = new Properties();
    properties.putAll(pool.getDataSourceProperties());
    properties.setProperty("user", String.valueOf(pool.getUsername()));
    if (pool.getPassword() != null) {
      properties.setProperty("password", pool.getPassword());
    }
    properties.setProperty("connectTimeout", CONNECT_TIMEOUT);
    properties.setProperty("socketTimeout", CONNECT_TIMEOUT);
    return new HomeDatabase(
        pool.getJdbcUrl(),
        pool.getUsername(),
        () -> connect(pool.getJdbcUrl(), properties),
        Thread::sleep);
  }

  private static void connect(String url, Properties properties) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, properties)) {
      connection.isValid(1);
    }
  }

  /**
   * Returns when the database answers.
   *
   * @throws StartException if the database refuses, if it does not answer for ten minutes, or if
   *     the thread is interrupted
   */
  void await() {
    long attempts = PATIENCE.toMillis() / PAUSE_MILLIS;
    for (long number = 0; ; number++) {
      try {
        attempt.connect();
        return;
      } catch (SQLException e) {
        requireUnavailable(e);
        String reason = StartFailure.oneLine(root(e));
        if (number >= attempts) {
          throw new StartException(
              "The database at %s (spring.datasource.url) has not answered for %d minutes: %s"
                  .formatted(where, PATIENCE.toMinutes(), reason),
              StartExitCode.UNREACHABLE,
              e);
        }
        if (number % TOLD_EVERY == 0) {
          log.warn("Waiting for the database at {} (spring.datasource.url): {}", where, reason);
        }
      }
      pause();
    }
  }

  private void requireUnavailable(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    if (state.startsWith(WRONG_USER)) {
      throw refused("does not let in the user %s".formatted(user), ".username and .password", e);
    }
    if (state.startsWith(NO_DATABASE_OR_RIGHT) || state.matches(WRONG_URL)) {
      throw refused("refuses: " + StartFailure.oneLine(String.valueOf(e.getMessage())), "", e);
    }
  }

  private StartException refused(String how, String settings, SQLException e) {
    return new StartException(
        "The database at %s %s; see spring.datasource.url%s"
            .formatted(where, how, settings.isEmpty() ? "" : ", " + settings),
        StartExitCode.SETTINGS,
        e);
  }

  private void pause() {
    try {
      pause.await(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException(
          "Interrupted while waiting for the database at " + where, StartExitCode.FAILED, e);
    }
  }

  private static String root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }

  /** Users and passwords may stand before the host, and after the question mark. */
  static String withoutSecrets(String url) {
    return url.replaceFirst("\\?.*", "").replaceFirst("//.*@", "//");
  }
}
