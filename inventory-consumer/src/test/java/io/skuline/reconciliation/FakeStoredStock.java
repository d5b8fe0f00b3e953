package io.skuline.reconciliation;

import io.skuline.event.StockLevel;
import io.skuline.store.SkuBalance;
import io.skuline.store.StoredStock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;

/** Stock rows and movements in memory. */
final class FakeStoredStock implements StoredStock {

  /** A movement, and the units that were left after it according to its decision. */
  private record Movement(long delta, long after) {}

  final List<String> log;
  boolean away;
  long anomalies;

  /** Runs while a SKU is being locked. */
  Runnable whileLocking = () -> {};

  Map<String, SkuBalance.Row> rows = new TreeMap<>();
  private final Map<String, NavigableMap<Long, Movement>> movements = new TreeMap<>();

  FakeStoredStock(List<String> log) {
    this.log = log;
  }

  /** Stores a movement, as the ledger does. */
  void store(String sku, long delta, long after, long sequence) {
    movements
        .computeIfAbsent(sku, any -> new TreeMap<>())
        .put(sequence, new Movement(delta, after));
    rows.merge(
        sku,
        new SkuBalance.Row(delta, sequence, 1),
        (row, one) ->
            new SkuBalance.Row(
                row.available() + delta,
                Math.max(row.lastSequence(), sequence),
                row.movements() + 1));
  }

  void lose(String sku, long sequence) {
    movements.get(sku).remove(sequence);
  }

  private NavigableMap<Long, Movement> of(String sku) {
    return movements.getOrDefault(sku, new TreeMap<>());
  }

  @Override
  public int shardCount() {
    return 1;
  }

  @Override
  public List<Row> page(int shard, String after) {
    requireThere();
    List<Row> page = new ArrayList<>();
    rows.forEach(
        (sku, row) -> {
          if (sku.compareTo(after) > 0 && page.size() < PAGE) {
            Movement last = of(sku).get(row.lastSequence());
            page.add(
                new Row(
                    sku,
                    row.available(),
                    row.lastSequence(),
                    row.movements(),
                    of(sku).tailMap(row.lastSequence() - WINDOW, false).size(),
                    last == null ? null : last.after()));
          }
        });
    return page;
  }

  @Override
  public Set<String> stocked(Collection<String> skus) {
    requireThere();
    Set<String> stocked = new HashSet<>(rows.keySet());
    stocked.retainAll(skus);
    return stocked;
  }

  @Override
  public SkuBalance balance(String sku) {
    requireThere();
    long total = 0;
    long odd = 0;
    for (Movement each : of(sku).values()) {
      total += each.delta();
      odd += total == each.after() ? 0 : 1;
    }
    long latest = of(sku).isEmpty() ? 0 : of(sku).lastKey();
    return new SkuBalance(rows.get(sku), total, latest, of(sku).size(), odd);
  }

  @Override
  public @Nullable Past at(String sku, long sequence) {
    requireThere();
    SkuBalance.Row row = rows.get(sku);
    if (row == null) {
      return null;
    }
    Collection<Movement> behind = of(sku).tailMap(sequence, false).values();
    return new Past(
        row.available() - behind.stream().mapToLong(Movement::delta).sum(),
        row.movements() - behind.size());
  }

  @Override
  public void lock(String sku) {
    log.add("lock " + sku);
    whileLocking.run();
    requireThere();
  }

  @Override
  public void write(String sku, StockLevel level) {
    log.add("write " + sku);
    rows.put(sku, new SkuBalance.Row(level.available(), level.sequence(), level.sequence()));
  }

  private void requireThere() {
    if (away) {
      throw new DataAccessResourceFailureException("the database is away");
    }
  }

  @Override
  public long openAnomalies() {
    return anomalies;
  }
}
