package io.skuline.store;

import io.skuline.event.StockLevel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A SKU's stay in quarantine.
 *
 * @param decided what it had where stock is decided when it was found; null if it was not there
 * @param stored what its stock row said then; null if it had none
 * @param release how it ended; null while it lasts
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

  /** Whether it lasts. */
  public enum State {
    OPEN,
    RELEASED
  }

  /**
   * @param who the name that was logged in with
   * @param level what both stores had then; null if it was never stocked
   */
  public record Release(
      Instant at, String who, ReleaseMode how, String note, @Nullable StockLevel level) {}
}
