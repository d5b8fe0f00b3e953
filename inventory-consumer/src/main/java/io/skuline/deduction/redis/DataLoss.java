package io.skuline.deduction.redis;

import java.util.Locale;

/** How a server turned out not to be the one that was verified. */
public enum DataLoss {
  /** The server knows no script: it was restarted, promoted or flushed. */
  SCRIPTS,
  /** The server holds another epoch, or none, or it is another server. */
  EPOCH,
  /** A SKU that the database knows is missing. */
  MISSING_SKU,
  /** A SKU's fields do not add up: they were changed by hand. */
  CHANGED_SKU,
  /** A cart was decided, and another partition has lost its part. */
  TORN_CART,
  /** The ledger found that the movements of a SKU do not add up. */
  LEDGER;

  /** Returns the value of a metric's tag for it. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
