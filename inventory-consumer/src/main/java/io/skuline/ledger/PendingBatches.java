package io.skuline.ledger;

import io.skuline.event.StockResult;
import io.skuline.journal.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Batches that wait to be stored in one transaction. The class counts rows, not orders: a thousand
 * carts of a hundred lines would be a statement that no database accepts.
 */
final class PendingBatches {

  private final int transactionSize;
  private final ToIntFunction<StockResult> rowsOf;
  private final List<JournalEntry.Batch> batches = new ArrayList<>();
  private int rows;

  /**
   * @param transactionSize the number of rows that are enough for a transaction
   * @param rowsOf returns how many rows a result has
   */
  PendingBatches(int transactionSize, ToIntFunction<StockResult> rowsOf) {
    this.transactionSize = transactionSize;
    this.rowsOf = rowsOf;
  }

  void add(JournalEntry.Batch batch) {
    batches.add(batch);
    batch.results().forEach(result -> rows += rowsOf.applyAsInt(result));
    rows += batch.transfers().size();
  }

  boolean full() {
    return rows >= transactionSize;
  }

  /** Returns the waiting batches, which then wait no more. */
  List<JournalEntry.Batch> take() {
    List<JournalEntry.Batch> taken = List.copyOf(batches);
    batches.clear();
    rows = 0;
    return taken;
  }
}
