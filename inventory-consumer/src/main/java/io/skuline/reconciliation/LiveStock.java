package io.skuline.reconciliation;

import io.skuline.deduction.StandingEpochs;
import io.skuline.event.StockLevel;
import io.skuline.store.PartitionEpochs;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stock in the store that decides orders, as far as reconciliation reads and changes it. If
 * something cannot be done now, or not in this epoch any more, a {@link
 * io.skuline.deduction.DeductionUnavailableException} is thrown.
 */
interface LiveStock extends StandingEpochs {

  /**
   * A SKU as it is stored there. Its fields may have been written by hand and may contain anything.
   *
   * @param available the field as it is written; empty if it is missing
   * @param sequence the field as it is written; empty if it is missing
   */
  record Held(String available, String sequence, boolean quarantined) {

    Held(StockLevel level, boolean quarantined) {
      this(Long.toString(level.available()), Long.toString(level.sequence()), quarantined);
    }

    /**
     * Returns the SKU's level; null if there is nothing but a mark, or if the fields are no
     * numbers.
     */
    @Nullable StockLevel level() {
      return StockLevel.read(available, sequence);
    }

    /** Tells whether the fields contain something else than numbers. */
    boolean unreadable() {
      return level() == null && !(available.isEmpty() && sequence.isEmpty());
    }
  }

  /**
   * Returns those of the SKUs that are known.
   *
   * @param stored the SKUs to read, and the level that the database was just seen to have of each
   */
  Map<String, Held> read(PartitionEpochs epochs, Map<String, StockLevel> stored);

  /** Returns every SKU, as far as the database may not know it. */
  Iterable<String> skus(PartitionEpochs epochs);

  /** Makes sure that nothing about these SKUs is decided from now on. */
  void quarantine(PartitionEpochs epochs, Collection<String> skus);

  /** Releases a SKU as it is. */
  void endQuarantine(PartitionEpochs epochs, String sku);

  /**
   * Repairs a SKU and releases it, in one step.
   *
   * @param seen what the SKU was seen to have; null for nothing
   * @param becomes the new level; null for none: the SKU was never stocked
   * @return false if the SKU has something else by now; nothing has changed then
   */
  boolean repair(
      PartitionEpochs epochs, String sku, @Nullable Held seen, @Nullable StockLevel becomes);
}
