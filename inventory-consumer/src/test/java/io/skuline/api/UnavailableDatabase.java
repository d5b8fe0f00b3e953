package io.skuline.api;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.Semaphore;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** A database that does not answer: at once, or after it has made its callers wait. */
final class UnavailableDatabase extends AbstractDataSource {

  /** A permit for each caller that has come to wait. */
  final Semaphore waiting = new Semaphore(0);

  private final Semaphore mayFail = new Semaphore(0);
  private volatile boolean slow;

  /** Makes every caller wait from now on. */
  void beSlow() {
    slow = true;
  }

  /** Makes no caller wait any longer. */
  void failNow(int waiters) {
    slow = false;
    mayFail.release(waiters);
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (slow) {
      waiting.release();
      mayFail.acquireUninterruptibly();
    }
    throw new SQLTransientConnectionException("nobody listens there");
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }
}
