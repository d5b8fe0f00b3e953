package io.skuline.store;

import io.skuline.event.StockLevel;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A SKU whose stores do not agree.
 *
 * @param why the disagreement in words
 * @param decided the level where stock is decided; null if the SKU is not there
 * @param stored the level of the stock row; null if the SKU has none
 */
public record Mismatch(
    String sku, Kind kind, String why, @Nullable StockLevel decided, @Nullable StockLevel stored) {

  /** What differs, and so how it is dealt with. */
  public enum Kind {
    /** At the same sequence number, Redis and the database's movements give different amounts. */
    AMOUNT(true),
    /** The stock row is not the sum of its movements. */
    ROW(true),
    /** Numbers were decided, and the database never received them. */
    LOST(true),
    /** Redis is behind the database: it lost writes, and is rebuilt. */
    BEHIND(false),
    /** The database knows the SKU and Redis does not: Redis lost writes, and is rebuilt. */
    GONE(false);

    private final boolean quarantined;

    Kind(boolean quarantined) {
      this.quarantined = quarantined;
    }

    /**
     * Tells whether the mismatch concerns one SKU; otherwise Redis as a whole is not to be trusted.
     */
    public boolean quarantined() {
      return quarantined;
    }

    /** Returns the value of a metric's tag for it. */
    public String tag() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
