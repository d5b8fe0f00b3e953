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
}
