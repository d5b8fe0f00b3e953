package io.skuline.ledger;

import io.skuline.event.StockResult;
import io.skuline.journal.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Batches that wait to be stored in one transaction. Counts rows, not orders: a thousand carts of a
 * hundred lines would be a statement that no database takes.
 */
final class PendingBatches {

  private final int transactionSize;
  private final ToIntFunction<StockResult> rowsOf;
  private final List<JournalEntry.Batch> batches = new ArrayList<>();
  private int rows;

  /**
   * @param transactionSize rows that are enough for a transaction
   * @param rowsOf how many rows a result has
   */
  PendingBatches(int transactionSize, ToIntFunction<StockResult> rowsOf) {
    this.transactionSize = transactionSize;
    this.rowsOf = rowsOf;
  }

  void add(JournalEntry.Batch batch) {
    batches.add(batch);
    batch.results().forEach(result -> rows += rowsOf.applyAsInt(result));
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
