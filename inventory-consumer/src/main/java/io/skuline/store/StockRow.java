package io.skuline.deduction.database;

import org.jspecify.annotations.Nullable;

/** One SKU's row while a batch is decided: as it was when it was locked, and as it will be. */
final class StockRow {

  /** As stored; null if the SKU had no row. */
  record Stored(long available, long sequence) {}

  private final String sku;
  private final @Nullable Stored stored;
  private long available;
  private long sequence;

  StockRow(String sku, @Nullable Stored stored) {
    this.sku = sku;
    this.stored = stored;
    this.available = stored == null ? 0 : stored.available();
    this.sequence = stored == null ? 0 : stored.sequence();
  }

  /** Whether the SKU was ever stocked: its first movement makes it known. */
  boolean known() {
    return sequence > 0;
  }

  void move(int delta) {
    available += delta;
    sequence++;
  }

  boolean isNew() {
    return stored == null;
  }

  boolean moved() {
    return sequence != storedSequence();
  }

  String sku() {
    return sku;
  }

  long available() {
    return available;
  }

  long sequence() {
    return sequence;
  }

  long storedSequence() {
    return stored == null ? 0 : stored.sequence();
  }

  /** What the whole batch adds. */
  long delta() {
    return available - (stored == null ? 0 : stored.available());
  }
}
