package io.skuline.reconciliation;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.event.StockLevel;
import io.skuline.store.PartitionEpochs;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Stock where it is decided, in memory. */
final class FakeLiveStock implements LiveStock {

  final List<String> log;
  final Map<String, StockLevel> levels = new TreeMap<>();
  final Set<String> marked = new HashSet<>();

  /** Amounts that are no numbers. */
  final Map<String, String> spoiled = new TreeMap<>();

  /** How often each SKU was looked at. */
  final Map<String, Integer> looks = new HashMap<>();

  boolean ended;
  boolean fenced;
  boolean cannotMark;

  /** Runs just before a SKU is repaired. */
  Runnable beforeRepair = () -> {};

  /** Runs after each look. */
  Runnable afterLook = () -> {};

  FakeLiveStock(List<String> log) {
    this.log = log;
  }

  @Override
  public PartitionEpochs epochs() {
    if (fenced) {
      throw new DeductionUnavailableException("Stock is fenced");
    }
    return PartitionEpochs.single(1);
  }

  @Override
  public Map<String, Held> read(PartitionEpochs epochs, Map<String, StockLevel> stored) {
    Map<String, Held> found = new LinkedHashMap<>();
    for (String sku : stored.keySet()) {
      looks.merge(sku, 1, Integer::sum);
      Held held = held(sku);
      if (held != null) {
        found.put(sku, held);
      }
    }
    afterLook.run();
    return found;
  }

  private @Nullable Held held(String sku) {
    if (spoiled.containsKey(sku)) {
      return new Held(spoiled.get(sku), "1", marked.contains(sku));
    }
    StockLevel level = levels.get(sku);
    return level == null ? null : new Held(level, marked.contains(sku));
  }

  @Override
  public Iterable<String> skus(PartitionEpochs epochs) {
    Set<String> skus = new TreeSet<>(levels.keySet());
    skus.addAll(spoiled.keySet());
    return skus;
  }

  @Override
  public void requireStanding(PartitionEpochs epochs) {
    if (ended) {
      throw new DeductionUnavailableException("Epoch 1 has ended");
    }
  }

  @Override
  public void quarantine(PartitionEpochs epochs, Collection<String> skus) {
    log.add("mark " + skus);
    if (cannotMark) {
      throw new DeductionUnavailableException("Redis cannot be asked");
    }
    marked.addAll(skus);
  }

  @Override
  public void endQuarantine(PartitionEpochs epochs, String sku) {
    log.add("unmark " + sku);
    marked.remove(sku);
  }

  @Override
  public boolean repair(
      PartitionEpochs epochs, String sku, @Nullable Held seen, @Nullable StockLevel becomes) {
    beforeRepair.run();
    log.add("repair " + sku);
    if (!marked.contains(sku) || !Objects.equals(held(sku), seen)) {
      return false;
    }
    marked.remove(sku);
    spoiled.remove(sku);
    if (becomes == null) {
      levels.remove(sku);
    } else {
      levels.put(sku, becomes);
    }
    return true;
  }
}
