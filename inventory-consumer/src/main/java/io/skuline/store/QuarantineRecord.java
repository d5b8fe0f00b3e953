package io.skuline.store;

import io.skuline.event.StockLevel;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A SKU's stay in quarantine.
 *
 * @param decided the level where stock is decided, when the mismatch was found; null if the SKU was
 *     not there
 * @param stored the level of the stock row at that time; null if there was none
 * @param release how the stay ended; null while it lasts
 */
public record QuarantineRecord(
    long id,
    String sku,
    Mismatch.Kind kind,
    String why,
    @Nullable StockLevel decided,
    @Nullable StockLevel stored,
    Instant since,
    State state,
    @Nullable Release release) {

  /** Returns the place among the stays that have ended, of which it must be one. */
  public TimeKey releaseKey() {
    return new TimeKey(Objects.requireNonNull(release).at().toEpochMilli(), sku, id);
  }

  /** Whether the stay lasts. */
  public enum State {
    OPEN,
    RELEASED
  }

  /**
   * @param who the name with which the operator logged in
   * @param level the level that both stores had then; null if the SKU was never stocked
   */
  public record Release(
      Instant at, String who, ReleaseMode how, String note, @Nullable StockLevel level) {}
}
