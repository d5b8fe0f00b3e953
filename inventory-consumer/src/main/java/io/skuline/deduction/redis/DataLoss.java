package io.skuline.deduction.redis;

import java.util.Locale;

/** How a server turned out not to be the one that was verified. */
public enum DataLoss {
  /** It knows no script: restarted, promoted or flushed. */
  SCRIPTS,
  /** It holds another epoch, or none, or it is another server. */
  EPOCH,
  /** A SKU that the database knows is missing. */
  MISSING_SKU,
  /** A SKU's fields do not add up: somebody changed them by hand. */
  CHANGED_SKU,
  /** The ledger found that the movements of a SKU do not add up. */
  LEDGER;

  /** As a value of a metric's tag. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
