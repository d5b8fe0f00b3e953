package io.skuline.console;

import io.skuline.deduction.AccountedLevel;
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
  private final Map<String, Long> reserved = new ConcurrentHashMap<>();
  private volatile boolean fenced;

  void put(String sku, StockLevel level) {
    levels.put(sku, level);
  }

  /** Has carts reserve units of a SKU. */
  void reserve(String sku, long units) {
    reserved.put(sku, units);
  }

  void fence() {
    fenced = true;
  }

  void clear() {
    levels.clear();
    reserved.clear();
    fenced = false;
  }

  @Override
  public Map<String, StockLevel> of(Collection<String> skus) {
    Map<String, StockLevel> free = new HashMap<>();
    accounted(skus).forEach((sku, level) -> free.put(sku, level.free()));
    return free;
  }

  @Override
  public Map<String, AccountedLevel> accounted(Collection<String> skus) {
    if (fenced) {
      throw new DeductionUnavailableException("Stock is fenced: of this test");
    }
    Map<String, AccountedLevel> found = new HashMap<>();
    levels.forEach(
        (sku, level) -> found.put(sku, new AccountedLevel(level, reserved.getOrDefault(sku, 0L))));
    found.keySet().retainAll(skus);
    return found;
  }
}
