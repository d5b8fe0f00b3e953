package io.skuline.event;

import java.time.Instant;

/**
 * Stock comes in or is corrected, by no order. A SKU exists from its first positive adjustment on.
 *
 * @param adjustmentId the same adjustment twice counts once
 * @param delta units to add (or to take, if negative), at most {@value Limits#MAX_ADJUSTMENT}
 *     either way, never 0
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
  public String key() {
    return adjustmentId;
  }

  @Override
  public String messageGroup() {
    return sku;
  }

  @Override
  public String eventId() {
    return adjustmentId;
  }

  @Override
  public OperationId operation() {
    return OperationId.ofAdjustment(adjustmentId);
  }
}
