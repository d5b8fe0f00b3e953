package io.skuline.journal;

import io.skuline.event.StockResult;
import io.skuline.store.PartitionEpochs;
import io.skuline.store.StockTransfer;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** One message of the journal. */
public sealed interface JournalEntry {

  /**
   * The decisions of one batch.
   *
   * @param epochs the lives of the parts of the stock store in which the batch was decided
   * @param unchecked whether the batch was decided without asking the database what it knows of
   *     these orders; some may have another answer there
   * @param transfers transfers of units between SKUs and their buckets, which answer no event
   */
  record Batch(
      PartitionEpochs epochs,
      List<StockResult> results,
      boolean unchecked,
      List<StockTransfer> transfers)
      implements JournalEntry {
    public Batch {
      results = List.copyOf(results);
      transfers = List.copyOf(transfers);
    }

    public Batch(PartitionEpochs epochs, List<StockResult> results, boolean unchecked) {
      this(epochs, results, unchecked, List.of());
    }

    /** A transfer alone. */
    public Batch(PartitionEpochs epochs, StockTransfer transfer) {
      this(epochs, List.of(), false, List.of(transfer));
    }

    public Batch(long epoch, List<StockResult> results) {
      this(PartitionEpochs.single(epoch), results, false);
    }
  }

  /**
   * A mark at a place in a queue. A ledger that has applied it has applied everything before it.
   * Decisions of an earlier epoch behind it are void.
   *
   * @param epoch the epoch that begins, the same in every queue
   * @param partitions the partitions that begin it; empty for all
   */
  record Barrier(long epoch, SortedSet<Integer> partitions) implements JournalEntry {
    public Barrier {
      partitions = Collections.unmodifiableSortedSet(new TreeSet<>(partitions));
    }

    /** A barrier of all partitions. */
    public Barrier(long epoch) {
      this(epoch, Collections.emptySortedSet());
    }
  }

  /**
   * A mark at a place in a queue that shows how far the ledger is; it makes nothing void.
   *
   * @param id a new id each time, the same in every queue
   */
  record Probe(String id) implements JournalEntry {}
}
