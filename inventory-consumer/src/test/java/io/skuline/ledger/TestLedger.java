package io.skuline.ledger;

import io.skuline.deduction.DriftAlarm;
import io.skuline.journal.JournalEntry;
import io.skuline.store.shard.Shard;
import io.skuline.store.shard.SlotMap;
import java.time.Clock;
import java.util.List;

/** The ledger for tests of other packages, without a broker in front of it. */
public final class TestLedger {

  private final Ledger ledger;

  public TestLedger(SlotMap slots, Shard shard, DriftAlarm alarm) {
    this.ledger = new Ledger(slots, shard, Clock.systemUTC(), alarm);
  }

  /** Stores batches in one transaction. */
  public void store(List<JournalEntry.Batch> batches) {
    ledger.store(batches);
  }
}
