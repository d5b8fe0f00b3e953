package io.skuline.reconcile;

import io.skuline.broker.BrokerUnavailableException;
import io.skuline.broker.Time;
import io.skuline.journal.Journal;
import io.skuline.journal.JournalEntry;
import io.skuline.ledger.LedgerProgress;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Sends a mark of its own through every message group of the journal: where it has come through,
 * everything before it has.
 */
final class JournalProbe implements LedgerProbe {

  private static final Logger log = LoggerFactory.getLogger(JournalProbe.class);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Journal journal;
  private final LedgerProgress progress;
  private final Time time;

  JournalProbe(Journal journal, LedgerProgress progress, Time time) {
    this.journal = journal;
    this.progress = progress;
    this.time = time;
  }

  @Override
  public boolean comesThrough() throws InterruptedException {
    String id = UUID.randomUUID().toString();
    try {
      for (int group = 0; group < Journal.GROUPS; group++) {
        journal.append(group, new JournalEntry.Probe(id));
      }
    } catch (BrokerUnavailableException e) {
      log.debug("The journal cannot be asked", e);
      return false;
    }
    long deadline = time.nanos() + PATIENCE.toNanos();
    while (!progress.hasPassed(id)) {
      if (time.nanos() - deadline > 0) {
        return false;
      }
      time.sleep(POLL);
    }
    forget(id);
    return true;
  }

  /** One that is not forgotten now, or has not come through yet, is when it is old. */
  private void forget(String id) {
    try {
      progress.forget(id);
    } catch (DataAccessException e) {
      log.debug("The probe {} stays for a while", id, e);
    }
  }
}
