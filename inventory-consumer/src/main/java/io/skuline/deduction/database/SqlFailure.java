package io.skuline.deduction.database;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.store.StockDriftException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a failure of the database means, by the error numbers that MySQL and MariaDB share. */
enum SqlFailure {
  /**
   * Another transaction was in the way; the transaction has to be done again, from its first read.
   */
  RACE,
  /** The database cannot do it now. */
  OUTAGE,
  /** The database will never do it. */
  ALARM;

  private static final int DUPLICATE_KEY = 1062;

  /** Deadlock victim; lock wait timed out; the row changed since it was read (MariaDB). */
  private static final Set<Integer> CONFLICTS = Set.of(1213, 1205, 1020);

  /**
   * Too many connections, shutting down, killed, read-only (a former primary), statement timed out,
   * disk full, temporarily out of locks or memory.
   */
  private static final Set<Integer> OUTAGES =
      Set.of(
          1040, 1053, 1317, 1290, 1792, 1836, 1969, 3024, 1021, 1114, 1206, 1037, 1038, 1041, 1203,
          1226);

  static SqlFailure of(Exception failure) {
    SQLException e = cause(failure);
    if (e == null) {
      return ALARM;
    }
    int code = e.getErrorCode();
    if (code == DUPLICATE_KEY || CONFLICTS.contains(code)) {
      return RACE;
    }
    boolean connection = e.getSQLState() != null && e.getSQLState().startsWith("08");
    boolean outage =
        connection
            || OUTAGES.contains(code)
            || e instanceof SQLTransientException
            || e instanceof SQLRecoverableException
            || e instanceof SQLNonTransientConnectionException;
    return outage ? OUTAGE : ALARM;
  }

  /** Returns the database's own exception, which Spring wraps; null if there is none. */
  private static @Nullable SQLException cause(@Nullable Throwable failure) {
    return failure == null || failure instanceof SQLException
        ? (SQLException) failure
        : cause(failure.getCause());
  }

  /** Returns the exception to give up with. */
  static RuntimeException giveUp(Exception e) {
    SQLException cause = cause(e);
    boolean stillDuplicate = cause != null && cause.getErrorCode() == DUPLICATE_KEY;
    return stillDuplicate || of(e) == ALARM
        ? new StockDriftException("The database refuses the decision: " + e.getMessage(), e)
        : new DeductionUnavailableException("The database did not decide: " + e.getMessage(), e);
  }
}
