package io.skuline.reconcile;

import io.skuline.broker.Time;
import io.skuline.deduction.StockLevel;
import io.skuline.history.SkuFold;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one SKU, alone and in full. The order matters: the database first, then where stock is
 * decided, which can only be further; then the database again, as it was at that number.
 */
final class CloseLook {

  /**
   * @param held the SKU where stock is decided; null if it is not there
   * @param fold what the database has
   * @param late whether the database does not have everything yet that was decided
   * @param difference null if there is none, or none that can be judged before the database has
   *     everything
   */
  record View(
      DecidedStock.@Nullable Held held,
      SkuFold fold,
      boolean late,
      @Nullable Difference difference) {

    /** What the SKU has where stock is decided; null if it is not there, or has no numbers. */
    @Nullable StockLevel decided() {
      return held == null ? null : held.level();
    }

    /** What its stock row says; null if it has none. */
    @Nullable StockLevel row() {
      return CloseLook.row(fold);
    }

    /** Both stores, the row and the movements say the same. */
    boolean agrees() {
      return !late && difference == null;
    }
  }

  private static final Duration POLL = Duration.ofMillis(50);

  private final StoredStock stored;
  private final DecidedStock decidedStock;
  private final Time time;

  CloseLook(StoredStock stored, DecidedStock decidedStock, Time time) {
    this.stored = stored;
    this.decidedStock = decidedStock;
    this.time = time;
  }

  /** As it is now. */
  View now(long epoch, String sku) {
    SkuFold fold = stored.fold(sku);
    StockLevel row = row(fold);
    StockLevel asked = row == null ? new StockLevel(0, 0) : row;
    DecidedStock.Held held = decidedStock.read(epoch, Map.of(sku, asked)).get(sku);
    StockLevel decided = held == null ? null : held.level();
    String odd = fold.difference();
    if (odd != null) {
      Difference difference =
          new Difference(sku, Difference.Kind.ROW, "database: " + odd, decided, row);
      return new View(held, fold, false, difference);
    }
    if (held != null && held.unreadable()) {
      return new View(held, fold, false, unreadable(sku, held, row));
    }
    if (held == null || decided == null) {
      return new View(held, fold, false, fold.movements() == 0 ? null : gone(sku, row));
    }
    return decided.sequence() < fold.latest()
        ? new View(held, fold, false, behind(sku, decided, row))
        : compare(sku, held, decided, fold);
  }

  /** As it is now, but the ledger gets some time to catch up with what is decided. */
  View settled(long epoch, String sku, Duration patience) throws InterruptedException {
    View view = now(epoch, sku);
    long deadline = time.nanos() + patience.toNanos();
    DecidedStock.Held held = view.held();
    StockLevel decided = view.decided();
    while (view.late() && held != null && decided != null && time.nanos() - deadline < 0) {
      time.sleep(POLL);
      view = compare(sku, held, decided, view.fold());
    }
    return view;
  }

  private View compare(String sku, DecidedStock.Held held, StockLevel decided, SkuFold fold) {
    StoredStock.Past past = stored.at(sku, decided.sequence());
    if (past == null || past.movements() < decided.sequence()) {
      return new View(held, fold, decided.sequence() > 0, null);
    }
    Difference difference =
        past.available() == decided.available() ? null : amount(sku, decided, row(fold), past);
    return new View(held, fold, false, difference);
  }

  private static @Nullable StockLevel row(SkuFold fold) {
    SkuFold.Row row = fold.row();
    return row == null ? null : new StockLevel(row.available(), row.lastSequence());
  }

  private static Difference gone(String sku, @Nullable StockLevel row) {
    return new Difference(
        sku, Difference.Kind.GONE, "Redis has lost a SKU that the database knows", null, row);
  }

  private static Difference unreadable(
      String sku, DecidedStock.Held held, @Nullable StockLevel row) {
    String why =
        "Redis has no numbers of it: amount '%s', sequence '%s'"
            .formatted(held.available(), held.sequence());
    return new Difference(sku, Difference.Kind.AMOUNT, why, null, row);
  }

  private static Difference behind(String sku, StockLevel decided, @Nullable StockLevel row) {
    return new Difference(
        sku, Difference.Kind.BEHIND, "Redis is behind the database: it lost writes", decided, row);
  }

  private static Difference amount(
      String sku, StockLevel decided, @Nullable StockLevel row, StoredStock.Past past) {
    String why =
        "at number %d Redis has %d, the movements make %d"
            .formatted(decided.sequence(), decided.available(), past.available());
    return new Difference(sku, Difference.Kind.AMOUNT, why, decided, row);
  }
}
