package io.skuline.console;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.StockLevels;
import io.skuline.event.StockLevel;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Stock where it is decided, in memory. */
final class FakeDecidedStock implements StockLevels {

  private final Map<String, StockLevel> levels = new ConcurrentHashMap<>();
  private volatile boolean fenced;

  void put(String sku, StockLevel level) {
    levels.put(sku, level);
  }

  void fence() {
    fenced = true;
  }

  void clear() {
    levels.clear();
    fenced = false;
  }

  @Override
  public Map<String, StockLevel> of(Collection<String> skus) {
    if (fenced) {
      throw new DeductionUnavailableException("Stock is fenced: of this test");
    }
    Map<String, StockLevel> found = new HashMap<>(levels);
    found.keySet().retainAll(skus);
    return found;
  }
}
