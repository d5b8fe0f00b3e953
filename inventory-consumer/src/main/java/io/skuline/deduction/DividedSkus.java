package io.skuline.deduction;

import java.util.List;

/** Which SKUs have buckets; see {@link io.skuline.event.SkuBuckets}. */
@FunctionalInterface
public interface DividedSkus {

  /** No SKU has any. */
  DividedSkus NONE = sku -> List.of();

  /** Returns the names of the buckets that a SKU may have; none if it never was divided. */
  List<String> bucketsOf(String sku);
}
