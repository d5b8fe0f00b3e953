package io.skuline.recovery;

import io.skuline.event.StockLevel;
import io.skuline.store.StockTransfer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/** A database in memory that has stored everything that was published. */
final class FakeRebuildSource implements RebuildSource {

  final List<String> quarantined = new ArrayList<>();
  int pageSize = 1000;
  boolean nothingDecided;
  Instant latestDecision = Instant.EPOCH;

  /** The step that fails; empty for none. */
  String failing = "";

  private final Map<String, StockLevel> stock = new LinkedHashMap<>();
  private final List<String> log;

  FakeRebuildSource(List<String> log) {
    this.log = log;
  }

  void stock(String sku, StockLevel level) {
    stock.put(sku, level);
  }

  @Override
  public void fillVoidNumbers(long epoch, SortedSet<Integer> partitions) {
    log.add("fill void numbers " + epoch);
    Failing.at("fill void numbers", failing);
  }

  @Override
  public long countSkus(SortedSet<Integer> partitions) {
    return stock.size();
  }

  @Override
  public Pages pages(SortedSet<Integer> partitions) {
    Iterator<Map.Entry<String, StockLevel>> rest = stock.entrySet().iterator();
    return new Pages() {
      @Override
      public Map<String, StockLevel> next() {
        Map<String, StockLevel> page = new LinkedHashMap<>();
        while (rest.hasNext() && page.size() < pageSize) {
          Map.Entry<String, StockLevel> next = rest.next();
          page.put(next.getKey(), next.getValue());
        }
        return page;
      }

      @Override
      public Instant latestDecision() {
        return latestDecision;
      }
    };
  }

  @Override
  public List<String> quarantined(SortedSet<Integer> partitions) {
    return quarantined;
  }

  @Override
  public List<StockTransfer> transfers() {
    return List.of();
  }

  @Override
  public boolean nothingDecidedYet() {
    return nothingDecided;
  }
}
