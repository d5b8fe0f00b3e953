package io.skuline.ledger;

import io.skuline.deduction.DriftAlarm;
import io.skuline.journal.JournalEntry;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger for tests of other packages, without a broker in front of it. */
public final class TestLedger {

  private final Ledger ledger;

  /**
   * @param transaction READ COMMITTED
   */
  public TestLedger(JdbcTemplate jdbc, TransactionTemplate transaction, DriftAlarm alarm) {
    this.ledger = new Ledger(jdbc, transaction, Clock.systemUTC(), alarm);
  }

  /** Stores batches in one transaction. */
  public void store(List<JournalEntry.Batch> batches) {
    ledger.store(batches);
  }
}
