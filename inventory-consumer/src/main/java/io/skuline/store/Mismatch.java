package io.skuline.store;

import io.skuline.event.StockLevel;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A SKU that is not what it should be.
 *
 * @param why in words
 * @param decided what it has where stock is decided; null if it is not there
 * @param stored what its stock row says; null if it has none
 */
public record Mismatch(
    String sku, Kind kind, String why, @Nullable StockLevel decided, @Nullable StockLevel stored) {

  /** What differs, and so who deals with it. */
  public enum Kind {
    /** At one and the same number, Redis and the database's movements give other amounts. */
    AMOUNT(true),
    /** The stock row is not the sum of its movements. */
    ROW(true),
    /** Numbers were decided, and the database never got them. */
    LOST(true),
    /** Redis is behind the database: it lost writes, and is rebuilt. */
    BEHIND(false),
    /** The database knows it, Redis does not: it lost writes, and is rebuilt. */
    GONE(false);

    private final boolean quarantined;

    Kind(boolean quarantined) {
      this.quarantined = quarantined;
    }

    /** Whether it is one SKU's matter; else Redis as a whole is not to be trusted. */
    public boolean quarantined() {
      return quarantined;
    }

    /** As a value of a metric's tag. */
    public String tag() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
