package io.skuline.reconcile;

import io.skuline.broker.BrokerUnavailableException;
import io.skuline.broker.Time;
import io.skuline.journal.Journal;
import io.skuline.journal.JournalEntry;
import io.skuline.ledger.LedgerProgress;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the open epoch's barrier once more through every message group of the journal. It makes
 * nothing void, since nothing of an earlier epoch may come any more; but where it has come through,
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
  public boolean comesThrough(long epoch) throws InterruptedException {
    Map<String, Long> before = progress.passes();
    try {
      for (int group = 0; group < Journal.GROUPS; group++) {
        journal.append(group, new JournalEntry.Barrier(epoch));
      }
    } catch (BrokerUnavailableException e) {
      log.debug("The journal cannot be asked", e);
      return false;
    }
    long deadline = time.nanos() + PATIENCE.toNanos();
    while (!allPassed(before)) {
      if (time.nanos() - deadline > 0) {
        return false;
      }
      time.sleep(POLL);
    }
    return true;
  }

  private boolean allPassed(Map<String, Long> before) {
    Map<String, Long> now = progress.passes();
    return before.entrySet().stream().allMatch(each -> now.get(each.getKey()) > each.getValue());
  }
}
