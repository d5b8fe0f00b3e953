package io.skuline.deduction;

import io.skuline.event.StockLevel;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Reads stock where it is decided. */
public interface StockLevels {

  /**
   * Returns the levels of those SKUs that exist, without the units that carts have reserved.
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

  /**
   * Returns the levels of those SKUs that exist, as the database has them once it has caught up.
   *
   * @throws DeductionUnavailableException if stock is fenced
   */
  default Map<String, AccountedLevel> accounted(Collection<String> skus) {
    Map<String, AccountedLevel> levels = new HashMap<>();
    of(skus).forEach((sku, level) -> levels.put(sku, new AccountedLevel(level, 0)));
    return levels;
  }
}
