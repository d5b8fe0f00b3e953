package io.skuline.console;

import io.skuline.deduction.AccountedLevel;
import io.skuline.event.StockLevel;
import io.skuline.store.StockBrowser;
import io.skuline.store.StoredStock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the place where stock is decided and the database say the same of a SKU.
 *
 * @param decided what is decided, with the units that carts have reserved; null if the SKU is not
 *     there
 * @param reserved the units of it that carts have reserved
 * @param row the stock row; null if there is none
 * @param past the SKU in the database as it was at the number that is decided; null if unknown
 */
public record Agreement(
    Verdict verdict,
    @Nullable StockLevel decided,
    long reserved,
    StockBrowser.@Nullable Row row,
    StoredStock.@Nullable Past past,
    Instant readAt) {

  /** What the comparison says. */
  public enum Verdict {
    AGREE("ok", "check", "Redis and database agree"),
    LEDGER_FOLLOWS("info", "info", "The ledger follows"),
    DIFFER("bad", "bad", "Redis and database differ"),
    UNKNOWN("", "info", "Known to neither");

    private final String tone;
    private final String icon;
    private final String words;

    Verdict(String tone, String icon, String words) {
      this.tone = tone;
      this.icon = icon;
      this.words = words;
    }

    public String tone() {
      return tone;
    }

    public String icon() {
      return icon;
    }

    public String words() {
      return words;
    }
  }

  /**
   * Compares. The row must be read first and what is decided after it, which can only be further;
   * the past is read last, at the number that is decided.
   */
  static Agreement of(
      StockBrowser.@Nullable Row row,
      @Nullable AccountedLevel accounted,
      StoredStock.@Nullable Past past,
      Instant readAt) {
    StockLevel decided = accounted == null ? null : accounted.level();
    long reserved = accounted == null ? 0 : accounted.reserved();
    return new Agreement(verdict(row, decided, past), decided, reserved, row, past, readAt);
  }

  private static Verdict verdict(
      StockBrowser.@Nullable Row row,
      @Nullable StockLevel decided,
      StoredStock.@Nullable Past past) {
    if (decided == null) {
      return row == null || row.movements() == 0 ? Verdict.UNKNOWN : Verdict.DIFFER;
    }
    if (row != null && decided.sequence() < row.lastSequence()) {
      return Verdict.DIFFER;
    }
    if (past == null || past.movements() < decided.sequence()) {
      return Verdict.LEDGER_FOLLOWS;
    }
    return past.available() == decided.available() ? Verdict.AGREE : Verdict.DIFFER;
  }

  /** Returns how many movements the ledger still has to store. */
  public long behind() {
    if (decided == null) {
      return 0;
    }
    return Math.max(0, decided.sequence() - (row == null ? 0 : row.movements()));
  }
}
