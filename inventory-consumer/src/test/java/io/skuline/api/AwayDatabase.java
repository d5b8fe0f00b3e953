package io.skuline.api;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.Semaphore;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** A database that does not answer: at once, or after it has let somebody wait. */
final class AwayDatabase extends AbstractDataSource {

  /** Who has come to wait. */
  final Semaphore waiting = new Semaphore(0);

  private final Semaphore mayFail = new Semaphore(0);
  private volatile boolean slow;

  /** From now on it lets everybody wait. */
  void beSlow() {
    slow = true;
  }

  /** It lets nobody wait any longer. */
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
