package io.skuline.deadletter;

import java.sql.SQLException;
import java.util.Set;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions on the tables of dead letters, READ COMMITTED. A transaction that locks several dead
 * letters locks them in the order of their ids. One that conflicts with another all the same is run
 * again at once, from its start.
 */
final class RetryingTransactions extends TransactionTemplate {

  private static final long serialVersionUID = 1L;
  private static final int MOST_ATTEMPTS = 10;

  /** Deadlock victim; lock wait timed out; the row changed since it was read (MariaDB). */
  private static final Set<Integer> CONFLICTS = Set.of(1213, 1205, 1020);

  RetryingTransactions(PlatformTransactionManager transactions) {
    super(transactions);
    setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
  }

  @Override
  public <T> T execute(TransactionCallback<T> action) {
    for (int attempt = 1; ; attempt++) {
      try {
        return super.execute(action);
      } catch (RuntimeException e) {
        if (attempt == MOST_ATTEMPTS || !isConflict(e)) {
          throw e;
        }
      }
    }
  }

  private static boolean isConflict(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException failure && CONFLICTS.contains(failure.getErrorCode())) {
        return true;
      }
    }
    return false;
  }
}
