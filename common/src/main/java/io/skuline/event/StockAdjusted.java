package io.skuline.event;

import java.time.Instant;

/**
 * Stock comes in or is corrected, without an order. A SKU exists from its first positive adjustment
 * on.
 *
 * @param adjustmentId the id of the adjustment; an adjustment that is sent twice counts once
 * @param createdAt the time of the adjustment, by the clock of its own system
 * @param sku the SKU whose stock changes
 * @param delta units to add, or to take if negative; at most {@value Limits#MAX_ADJUSTMENT} up or
 *     down, never 0
 * @param kind why the stock changes
 */
public record StockAdjusted(
    String adjustmentId, Instant createdAt, String sku, int delta, AdjustmentKind kind)
    implements OrderEvent {

  public StockAdjusted {
    Limits.requireId("adjustmentId", adjustmentId);
    createdAt = Limits.requireInstant("createdAt", createdAt);
    Limits.requireId("sku", sku);
    if (kind == null) {
      throw InvalidEventException.missing("kind");
    }
    if (delta == 0 || Math.abs((long) delta) > Limits.MAX_ADJUSTMENT) {
      throw new InvalidEventException(
          "delta",
          "must be -%1$d to %1$d and not 0, is %2$d".formatted(Limits.MAX_ADJUSTMENT, delta));
    }
    if (delta < 0 && kind != AdjustmentKind.CORRECTION) {
      throw new InvalidEventException("delta", "may be negative in a CORRECTION only");
    }
  }

  @Override
  public String messageGroup() {
    return sku;
  }

  @Override
  public OperationId operation() {
    return OperationId.ofAdjustment(adjustmentId);
  }
}
