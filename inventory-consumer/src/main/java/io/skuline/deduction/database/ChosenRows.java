package io.skuline.deduction.database;

import io.skuline.event.SkuBuckets;
import java.util.Map;

/**
 * The stock rows from which new orders take their units. The choice is no promise: whether a row
 * has enough is known when it is locked. Every SKU that is not named takes them from its own row,
 * the base.
 *
 * @param bySku names of {@link SkuBuckets}, by SKU
 */
record ChosenRows(Map<String, String> bySku) {

  /** Every SKU has one row. */
  static final ChosenRows BASES = new ChosenRows(Map.of());

  /** Returns the name of the row. */
  String of(String sku) {
    return bySku.getOrDefault(sku, sku);
  }
}
