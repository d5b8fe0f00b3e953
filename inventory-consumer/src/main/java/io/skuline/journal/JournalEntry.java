package io.skuline.journal;

import io.skuline.event.StockResult;
import java.util.List;

/** One message of the journal. */
public sealed interface JournalEntry {

  /**
   * The decisions of one batch.
   *
   * @param epoch the life of the stock store in which the batch was decided
   * @param unchecked whether the batch was decided without asking the database what it knows of
   *     these orders; some may have another answer there
   */
  record Batch(long epoch, List<StockResult> results, boolean unchecked) implements JournalEntry {
    public Batch {
      results = List.copyOf(results);
    }

    public Batch(long epoch, List<StockResult> results) {
      this(epoch, results, false);
    }
  }

  /**
   * A mark at a place in a queue. A ledger that has applied it has applied everything before it.
   * Decisions of an earlier epoch behind it are void.
   *
   * @param epoch the epoch that begins, the same in every queue
   */
  record Barrier(long epoch) implements JournalEntry {}

  /**
   * A mark at a place in a queue that shows how far the ledger is; it makes nothing void.
   *
   * @param id a new id each time, the same in every queue
   */
  record Probe(String id) implements JournalEntry {}
}
