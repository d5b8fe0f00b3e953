package io.skuline.store;

import io.skuline.event.StockLevel;
import org.jspecify.annotations.Nullable;

/** One SKU's row while a batch is decided: as it was when it was locked, and as it will be. */
public final class StockRow {

  private final String sku;
  private StockLevel level;

  /** The row as the database has it; null if the SKU has no row. */
  private final @Nullable StockLevel stored;

  private final int lent;

  /** A row of a SKU whose units are all in it. */
  public StockRow(String sku, @Nullable StockLevel stored) {
    this(sku, stored, 0);
  }

  /**
   * @param stored the row as the database has it; null if the SKU has no row
   * @param lent over how many rows the units of the SKU may lie; 0 if all are in this one
   */
  public StockRow(String sku, @Nullable StockLevel stored, int lent) {
    this.sku = sku;
    this.stored = stored;
    this.lent = lent;
    this.level = stored == null ? new StockLevel(0, 0) : stored;
  }

  /** Tells whether the SKU was ever stocked: its first movement makes it known. */
  public boolean known() {
    return level.sequence() > 0;
  }

  public void move(long delta) {
    level = new StockLevel(level.available() + delta, level.sequence() + 1);
  }

  /** Returns over how many rows the units of the SKU may lie; 0 if all are in this one. */
  public int lent() {
    return lent;
  }

  public boolean isNew() {
    return stored == null;
  }

  public boolean moved() {
    return level.sequence() != storedSequence();
  }

  public String sku() {
    return sku;
  }

  public long available() {
    return level.available();
  }

  public long sequence() {
    return level.sequence();
  }

  public long storedSequence() {
    return stored == null ? 0 : stored.sequence();
  }

  /** Returns the units that the whole batch adds. */
  public long delta() {
    return level.available() - (stored == null ? 0 : stored.available());
  }
}
