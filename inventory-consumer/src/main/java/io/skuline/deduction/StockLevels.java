package io.skuline.deduction;

import io.skuline.event.StockLevel;
import java.util.Collection;
import java.util.Map;

/** Reads stock where it is decided. */
public interface StockLevels {

  /**
   * Returns the levels of those SKUs that exist.
   *
   * @throws DeductionUnavailableException if stock is fenced
   */
  Map<String, StockLevel> of(Collection<String> skus);

  /**
   * Returns the levels of those SKUs that exist, as they were at some moment of the last 100 ms.
   * This takes less work than {@link #of} if many ask for the same SKUs.
   *
   * @throws DeductionUnavailableException if stock is fenced
   */
  default Map<String, StockLevel> recent(Collection<String> skus) {
    return of(skus);
  }
}
