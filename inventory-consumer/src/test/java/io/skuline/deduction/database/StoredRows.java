package io.skuline.deduction.database;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.StockLevel;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.store.Movement;
import io.skuline.store.MovementKind;
import io.skuline.store.StockRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of stock and movements as the database has stored them. */
final class StoredRows {

  static final Instant BEFORE = Instant.parse("2026-01-01T10:00:00Z");
  static final Instant NOW = BEFORE.plusSeconds(30);
  static final OrderCreated ORDER =
      new OrderCreated("o", BEFORE, List.of(new OrderLine("a", 2), new OrderLine("b", 3)));

  static final StockResult CONFIRMED =
      new DeductionConfirmed(
          "o", BEFORE, List.of(new StockMove("a", 2, 3, 2), new StockMove("b", 3, 2, 2)));

  private StoredRows() {}

  static StockRow row(String sku, StockLevel level) {
    return new StockRow(sku, level);
  }

  static Movement part(String sku, int delta, long after, long sequence) {
    return new Movement(
        "o",
        MovementKind.DEDUCTION,
        "",
        sku,
        delta,
        after,
        sequence,
        0,
        2,
        BEFORE.toEpochMilli(),
        0);
  }

  /** Returns the first of two lines by which units of SKU a came back one second later. */
  static Movement partBack(MovementKind kind, String operationId, int units, long after) {
    long decidedAt = BEFORE.plusSeconds(1).toEpochMilli();
    return new Movement("o", kind, operationId, "a", units, after, 3, 0, 2, decidedAt, 0);
  }

  static StockLevel level(long available, long sequence) {
    return new StockLevel(available, sequence);
  }

  static Map<String, StockRow> rows(StockRow... rows) {
    Map<String, StockRow> bySku = new HashMap<>();
    for (StockRow row : rows) {
      bySku.put(row.sku(), row);
    }
    return bySku;
  }
}
