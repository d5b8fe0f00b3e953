package io.skuline.reconciliation;

import io.skuline.deduction.StandingEpoch;
import io.skuline.event.StockLevel;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stock where it is decided, as far as reconciliation asks and changes it. Whatever cannot be done
 * now, or not in this epoch any more, is a {@link
 * io.skuline.deduction.DeductionUnavailableException}.
 */
interface LiveStock extends StandingEpoch {

  /**
   * A SKU as it is there; somebody may have put anything there.
   *
   * @param available as it is written; empty if it is missing
   * @param sequence as it is written; empty if it is missing
   */
  record Held(String available, String sequence, boolean quarantined) {

    Held(StockLevel level, boolean quarantined) {
      this(Long.toString(level.available()), Long.toString(level.sequence()), quarantined);
    }

    /** What the SKU has; null if there is nothing but a mark, or no numbers. */
    @Nullable StockLevel level() {
      return StockLevel.read(available, sequence);
    }

    /** Whether something else than numbers is there. */
    boolean unreadable() {
      return level() == null && !(available.isEmpty() && sequence.isEmpty());
    }
  }

  /**
   * The SKUs that are known.
   *
   * @param stored the SKUs asked for, and what the database was just seen to have of them
   */
  Map<String, Held> read(long epoch, Map<String, StockLevel> stored);

  /** Every SKU there is, as far as it may be unknown to the database. */
  Iterable<String> skus(long epoch);

  /** From here on nothing of a SKU is decided. */
  void quarantine(long epoch, Collection<String> skus);

  /** Lets a SKU out as it is. */
  void endQuarantine(long epoch, String sku);

  /**
   * Puts a SKU right and lets it out, in one step.
   *
   * @param seen what it was seen to have; null for nothing
   * @param becomes what it is to have; null for nothing: it was never stocked
   * @return false if it has something else by now; nothing has changed then
   */
  boolean repair(long epoch, String sku, @Nullable Held seen, @Nullable StockLevel becomes);
}
