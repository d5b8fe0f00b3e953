package io.skuline.event;

/** The reason why stock changes without an order. */
public enum AdjustmentKind {
  /** The SKU gets its first stock. This is rejected if the SKU exists already. */
  INITIAL,
  /** Goods came in. */
  REPLENISHMENT,
  /** The stock was counted. A correction may take units away, but never below zero. */
  CORRECTION
}
