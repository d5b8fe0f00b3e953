package io.skuline.reconciliation;

import io.skuline.ledger.JournalMarks;
import io.skuline.messaging.BrokerUnavailableException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a probe through every queue of the journal: where the probe has come through, everything
 * before it has.
 */
final class JournalProbe implements LedgerProbe {

  private static final Logger log = LoggerFactory.getLogger(JournalProbe.class);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final JournalMarks marks;

  JournalProbe(JournalMarks marks) {
    this.marks = marks;
  }

  @Override
  public boolean comesThrough() throws InterruptedException {
    try {
      return marks.probe(PATIENCE);
    } catch (BrokerUnavailableException e) {
      log.debug("The journal cannot be asked", e);
      return false;
    }
  }
}
