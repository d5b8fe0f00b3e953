package io.skuline.console;

import io.skuline.store.Movement;
import io.skuline.store.QuarantineRecord;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the page of a SKU shows.
 *
 * @param quarantine the stay in quarantine, if it lasts; no value for none
 * @param first the first movement; no value if there is none
 * @param chart the stock over time, as {@code charts.js} wants it
 */
public record SkuView(
    String sku,
    PagePart<Agreement> agreement,
    PagePart<QuarantineRecord> quarantine,
    PagePart<Movement> first,
    PagePart<Selling> selling,
    PagePart<KeyPage<Movement>> movements,
    PagePart<String> chart) {

  /** Returns the units that are left; null if nobody could be asked. */
  public @Nullable Long left() {
    Agreement read = agreement.value();
    if (read == null) {
      return null;
    }
    if (read.decided() != null) {
      return read.decided().available();
    }
    return read.row() == null ? null : read.row().available();
  }

  /** Returns the time after which nothing is left; null if that cannot be said. */
  public @Nullable Duration until() {
    Long units = left();
    Selling rate = selling.value();
    return units == null || rate == null ? null : rate.until(units);
  }

  /** Tells whether it is so little that somebody should know. */
  public boolean isNearlySoldOut() {
    Duration left = until();
    return left != null && left.compareTo(Duration.ofMinutes(15)) < 0;
  }
}
