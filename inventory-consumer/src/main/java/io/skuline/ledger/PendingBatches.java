package io.skuline.ledger;

import io.skuline.journal.JournalEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * Batches that wait to be stored in one transaction. Counts rows, not orders: a thousand carts of a
 * hundred lines would be a statement that no database takes.
 */
final class PendingBatches {

  private final int transactionSize;
  private final List<JournalEntry.Batch> batches = new ArrayList<>();
  private int rows;

  /**
   * @param transactionSize rows that are enough for a transaction
   */
  PendingBatches(int transactionSize) {
    this.transactionSize = transactionSize;
  }

  void add(JournalEntry.Batch batch) {
    batches.add(batch);
    batch.results().forEach(result -> rows += Math.max(1, Movement.count(result)));
  }

  boolean full() {
    return rows >= transactionSize;
  }

  /** What waits, which then waits no more. */
  List<JournalEntry.Batch> take() {
    List<JournalEntry.Batch> taken = List.copyOf(batches);
    batches.clear();
    rows = 0;
    return taken;
  }
}
