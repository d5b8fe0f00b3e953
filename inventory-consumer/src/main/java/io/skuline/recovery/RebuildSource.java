package io.skuline.recovery;

import io.skuline.event.StockLevel;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a rebuild is made from: the database, when the ledger has stored everything that anybody was
 * told. Every method throws if it cannot be asked.
 */
interface RebuildSource {

  /**
   * Accounts for what was decided and nobody was told; see {@link SequenceGaps}.
   *
   * @param epoch that begins
   */
  void fillVoidNumbers(long epoch);

  /** How many SKUs there are to copy. */
  long countSkus();

  /** All SKUs that were ever stocked. */
  Pages pages();

  /** The SKUs that are in quarantine. */
  List<String> quarantined();

  /** The very first epoch of a system: no order can have been decided before. */
  boolean nothingDecidedYet();

  /** SKUs, page by page. */
  interface Pages {

    /** At most 1000 of them; empty after the last. */
    Map<String, StockLevel> next();

    /** When the latest movements of the SKUs so far were decided, by the clocks of those times. */
    Instant latestDecision();
  }
}
