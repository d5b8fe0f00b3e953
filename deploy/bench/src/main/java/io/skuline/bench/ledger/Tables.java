package io.skuline.bench.ledger;

import io.skuline.bench.BenchLog;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Prepares tables between two turns. */
final class Tables {

  private static final int ATTEMPTS = 20;

  private Tables() {}

  /**
   * Empties a table. MariaDB's own threads may hold it for a moment, which it reports as a lock
   * wait.
   */
  static void empty(JdbcTemplate jdbc, String table) {
    for (int attempt = 1; ; attempt++) {
      try {
        jdbc.execute("TRUNCATE TABLE " + table);
        return;
      } catch (PessimisticLockingFailureException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        BenchLog.say("The database still works on " + table);
      }
    }
  }
}
