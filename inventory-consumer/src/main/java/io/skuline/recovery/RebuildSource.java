package io.skuline.recovery;

import io.skuline.event.StockLevel;
import io.skuline.store.StockTransfer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * The source of a rebuild: the database, after the ledger has stored everything that was published.
 * Every method throws if the database cannot be asked.
 */
interface RebuildSource {

  /**
   * Accounts for the movements of SKUs of these partitions that were decided and never published;
   * see {@link io.skuline.store.SequenceGaps}.
   *
   * @param epoch the epoch that begins
   */
  void fillVoidNumbers(long epoch, SortedSet<Integer> partitions);

  /** Returns how many SKUs of these partitions there are to copy. */
  long countSkus(SortedSet<Integer> partitions);

  /** Returns all SKUs of these partitions that were ever stocked. */
  Pages pages(SortedSet<Integer> partitions);

  /** Returns the SKUs of these partitions that are in quarantine. */
  List<String> quarantined(SortedSet<Integer> partitions);

  /** Returns all transfers between SKUs and their buckets. */
  List<StockTransfer> transfers();

  /**
   * Tells whether this is the very first epoch of a system: no order can have been decided before.
   */
  boolean nothingDecidedYet();

  /** Reads SKUs, page by page. */
  interface Pages {

    /** Returns at most 1000 SKUs; empty after the last. */
    Map<String, StockLevel> next();

    /**
     * Returns when the latest movements of the SKUs so far were decided, by the clocks of those
     * times.
     */
    Instant latestDecision();
  }
}
