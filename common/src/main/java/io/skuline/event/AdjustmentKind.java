package io.skuline.event;

/** Why stock changes without an order. */
public enum AdjustmentKind {
  /** The SKU's first stock. Rejected if the SKU exists already. */
  INITIAL,
  /** Goods came in. */
  REPLENISHMENT,
  /** Somebody counted. May take units away, but never below zero. */
  CORRECTION
}
