package io.skuline.recovery;

import io.skuline.event.StockLevel;
import io.skuline.store.Epoch;
import io.skuline.store.Epochs;
import io.skuline.store.MovementTable;
import io.skuline.store.QuarantineTable;
import io.skuline.store.SequenceGaps;
import io.skuline.store.StockTable;
import io.skuline.store.UnmovedAnswerTable;
import io.skuline.store.shard.Shard;
import io.skuline.store.shard.Shards;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the databases of all shards. */
record DatabaseRebuildSource(Shards shards, Epochs epochs) implements RebuildSource {

  private static final int PAGE = 1000;

  @Override
  public void fillVoidNumbers(long epoch) {
    shards.all().forEach(shard -> new SequenceGaps(shard, () -> requireBegun(epoch)).fill(epoch));
  }

  private void requireBegun(long epoch) {
    Epoch current = epochs.current();
    if (current.number() != epoch || current.open()) {
      throw new IllegalStateException("Another instance has begun an epoch after " + epoch);
    }
  }

  @Override
  public long countSkus() {
    return shards.all().stream()
        .mapToLong(shard -> new StockTable(shard.jdbc()).countStocked())
        .sum();
  }

  @Override
  public Pages pages() {
    return new StockPages(shards);
  }

  @Override
  public List<String> quarantined() {
    return shards.collect(shard -> new QuarantineTable(shard.jdbc()).openSkus());
  }

  @Override
  public boolean nothingDecidedYet() {
    return shards.all().stream().allMatch(DatabaseRebuildSource::isEmpty);
  }

  private static boolean isEmpty(Shard shard) {
    return new MovementTable(shard.jdbc()).isEmpty()
        && new UnmovedAnswerTable(shard.jdbc()).isEmpty();
  }

  /** The stock rows, by SKU, of one shard after the other. */
  private static final class StockPages implements Pages {

    private final Iterator<Shard> rest;
    private Shard shard;
    private String after = "";
    private long latestDecision;

    StockPages(Shards shards) {
      rest = shards.all().iterator();
      shard = rest.next();
    }

    @Override
    public Map<String, StockLevel> next() {
      Map<String, StockLevel> page = read();
      while (page.isEmpty() && rest.hasNext()) {
        shard = rest.next();
        after = "";
        page = read();
      }
      return page;
    }

    private Map<String, StockLevel> read() {
      Map<String, StockLevel> page = new LinkedHashMap<>();
      for (StockTable.Decided row : new StockTable(shard.jdbc()).decidedAfter(after, PAGE)) {
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
}
