package io.skuline.journal;

import io.skuline.event.StockResult;
import java.util.List;

/** One message of the journal. */
public sealed interface JournalEntry {

  /**
   * What one batch decided.
   *
   * @param epoch which life of the stock store decided it
   * @param unchecked whether it was decided without asking the database what it knows of these
   *     orders: some may have another answer there
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
   * Marks a place in a queue: whoever has applied it has applied everything before it, and what
   * comes behind it from an earlier epoch is void.
   *
   * @param epoch the epoch that begins, the same in every queue
   */
  record Barrier(long epoch) implements JournalEntry {}

  /**
   * Marks a place in a queue for whoever wants to know how far the ledger is; makes nothing void.
   *
   * @param id a new one each time, the same in every queue
   */
  record Probe(String id) implements JournalEntry {}
}
