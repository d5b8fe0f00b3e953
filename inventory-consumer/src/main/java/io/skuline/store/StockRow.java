package io.skuline.store;

import org.jspecify.annotations.Nullable;

/** One SKU's row while a batch is decided: as it was when it was locked, and as it will be. */
public final class StockRow {

  /** The row as stored; null if the SKU had no row. */
  public record Stored(long available, long sequence) {}

  private final String sku;
  private final @Nullable Stored stored;
  private long available;
  private long sequence;

  public StockRow(String sku, @Nullable Stored stored) {
    this.sku = sku;
    this.stored = stored;
    this.available = stored == null ? 0 : stored.available();
    this.sequence = stored == null ? 0 : stored.sequence();
  }

  /** Tells whether the SKU was ever stocked: its first movement makes it known. */
  public boolean known() {
    return sequence > 0;
  }

  public void move(long delta) {
    available += delta;
    sequence++;
  }

  public boolean isNew() {
    return stored == null;
  }

  public boolean moved() {
    return sequence != storedSequence();
  }

  public String sku() {
    return sku;
  }

  public long available() {
    return available;
  }

  public long sequence() {
    return sequence;
  }

  public long storedSequence() {
    return stored == null ? 0 : stored.sequence();
  }

  /** Returns the units that the whole batch adds. */
  public long delta() {
    return available - (stored == null ? 0 : stored.available());
  }
}
