package io.skuline.recovery;

import io.skuline.event.StockLevel;
import io.skuline.store.StockedSkus;
import io.skuline.store.StockedSkus.Decided;
import io.skuline.store.shard.SlotMap;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The stock rows of one part after the other: of a shard, or of a range of its slots. */
final class StockPages implements RebuildSource.Pages {

  private static final int PAGE = 1000;

  /** Reads the rows of a part. */
  @FunctionalInterface
  interface Part {
    /** Returns the rows after a SKU, empty after the last. */
    List<Decided> after(String sku);
  }

  static Part all(StockedSkus stock) {
    return sku -> stock.after(sku, PAGE);
  }

  static Part of(StockedSkus stock, SlotRange range) {
    return sku ->
        stock.after(sku.isEmpty() ? range.first() : SlotMap.slot(sku), range.last(), sku, PAGE);
  }

  private final Iterator<Part> rest;
  private Part part;
  private String after = "";
  private long latestDecision;

  /**
   * @param parts at least one
   */
  StockPages(List<Part> parts) {
    rest = parts.iterator();
    part = rest.next();
  }

  @Override
  public Map<String, StockLevel> next() {
    Map<String, StockLevel> page = read();
    while (page.isEmpty() && rest.hasNext()) {
      part = rest.next();
      after = "";
      page = read();
    }
    return page;
  }

  private Map<String, StockLevel> read() {
    Map<String, StockLevel> page = new LinkedHashMap<>();
    for (Decided row : part.after(after)) {
      after = row.sku();
      latestDecision = Math.max(latestDecision, row.decidedAt());
      page.put(row.sku(), row.level());
    }
    return page;
  }

  @Override
  public Instant latestDecision() {
    return Instant.ofEpochMilli(latestDecision);
  }
}
