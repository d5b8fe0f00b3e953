package io.skuline.reconciliation;

import io.skuline.concurrent.TimeSource;
import io.skuline.event.StockLevel;
import io.skuline.store.Mismatch;
import io.skuline.store.PartitionEpochs;
import io.skuline.store.SkuBalance;
import io.skuline.store.StoredStock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Inspects one SKU, alone and in full. The order matters: the database is read first, then the
 * place where stock is decided, which can only be further, and then the database again, as it was
 * at that number.
 */
record SkuInspector(StoredStock stored, LiveStock decidedStock, TimeSource time) {

  /**
   * @param held the SKU where stock is decided; null if it is not there
   * @param balance what the database has
   * @param late whether the database does not have everything yet that was decided
   * @param difference null if there is no difference, or none that can be judged before the
   *     database has everything
   */
  record View(
      LiveStock.@Nullable Held held,
      SkuBalance balance,
      boolean late,
      @Nullable Mismatch difference) {

    /**
     * Returns the level where stock is decided; null if the SKU is not there, or has no numbers.
     */
    @Nullable StockLevel decided() {
      return held == null ? null : held.level();
    }

    /** Returns the level of the stock row; null if the SKU has none. */
    @Nullable StockLevel row() {
      return SkuInspector.row(balance);
    }

    /** Tells whether both stores, the row and the movements agree. */
    boolean agrees() {
      return !late && difference == null;
    }
  }

  private static final Duration POLL = Duration.ofMillis(50);

  /** Inspects the SKU as it is now. */
  View now(PartitionEpochs epochs, String sku) {
    SkuBalance balance = stored.balance(sku);
    StockLevel row = row(balance);
    StockLevel asked = row == null ? new StockLevel(0, 0) : row;
    LiveStock.Held held = decidedStock.read(epochs, Map.of(sku, asked)).get(sku);
    StockLevel decided = held == null ? null : held.level();
    String odd = balance.difference();
    if (odd != null) {
      Mismatch mismatch = new Mismatch(sku, Mismatch.Kind.ROW, "database: " + odd, decided, row);
      return new View(held, balance, false, mismatch);
    }
    if (held != null && held.unreadable()) {
      return new View(held, balance, false, unreadable(sku, held, row));
    }
    if (held == null || decided == null) {
      return new View(held, balance, false, balance.movements() == 0 ? null : gone(sku, row));
    }
    return decided.sequence() < balance.latest()
        ? new View(held, balance, false, behind(sku, decided, row))
        : compare(sku, held, decided, balance);
  }

  /**
   * Inspects the SKU as it is now, but gives the ledger some time to catch up with what is decided.
   */
  View settled(PartitionEpochs epochs, String sku, Duration patience) throws InterruptedException {
    View view = now(epochs, sku);
    long deadline = time.nanos() + patience.toNanos();
    LiveStock.Held held = view.held();
    StockLevel decided = view.decided();
    while (view.late() && held != null && decided != null && time.nanos() - deadline < 0) {
      time.sleep(POLL);
      view = compare(sku, held, decided, view.balance());
    }
    return view;
  }

  private View compare(String sku, LiveStock.Held held, StockLevel decided, SkuBalance balance) {
    StoredStock.Past past = stored.at(sku, decided.sequence());
    if (past == null || past.movements() < decided.sequence()) {
      return new View(held, balance, decided.sequence() > 0, null);
    }
    Mismatch mismatch =
        past.available() == decided.available() ? null : amount(sku, decided, row(balance), past);
    return new View(held, balance, false, mismatch);
  }

  private static @Nullable StockLevel row(SkuBalance balance) {
    SkuBalance.Row row = balance.row();
    return row == null ? null : new StockLevel(row.available(), row.lastSequence());
  }

  private static Mismatch gone(String sku, @Nullable StockLevel row) {
    return new Mismatch(
        sku, Mismatch.Kind.GONE, "Redis has lost a SKU that the database knows", null, row);
  }

  private static Mismatch unreadable(String sku, LiveStock.Held held, @Nullable StockLevel row) {
    String why =
        "Redis has no numbers of it: amount '%s', sequence '%s'"
            .formatted(held.available(), held.sequence());
    return new Mismatch(sku, Mismatch.Kind.AMOUNT, why, null, row);
  }

  private static Mismatch behind(String sku, StockLevel decided, @Nullable StockLevel row) {
    return new Mismatch(
        sku, Mismatch.Kind.BEHIND, "Redis is behind the database: it lost writes", decided, row);
  }

  private static Mismatch amount(
      String sku, StockLevel decided, @Nullable StockLevel row, StoredStock.Past past) {
    String why =
        "at number %d Redis has %d, the movements make %d"
            .formatted(decided.sequence(), decided.available(), past.available());
    return new Mismatch(sku, Mismatch.Kind.AMOUNT, why, decided, row);
  }
}
