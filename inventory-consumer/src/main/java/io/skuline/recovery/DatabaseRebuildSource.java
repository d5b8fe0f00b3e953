package io.skuline.recovery;

import io.skuline.event.StockLevel;
import io.skuline.store.Epoch;
import io.skuline.store.Epochs;
import io.skuline.store.QuarantineTable;
import io.skuline.store.StockTable;
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
    Integer rows =
        shard
            .jdbc()
            .queryForObject(
                """
                SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM movement LIMIT 1) m)
                  + (SELECT COUNT(*) FROM (SELECT 1 FROM unmoved_answer LIMIT 1) u)
                """,
                Integer.class);
    return rows != null && rows == 0;
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
      String from = after;
      shard
          .jdbc()
          .query(
              """
              SELECT s.sku_id, s.available, s.last_sequence, m.decided_at FROM stock s
              LEFT JOIN movement m ON m.sku_id = s.sku_id AND m.sequence = s.last_sequence
              WHERE s.sku_id > ? AND s.movements > 0 ORDER BY s.sku_id LIMIT %s
              """
                  .formatted(PAGE),
              row -> {
                after = row.getString("sku_id");
                latestDecision = Math.max(latestDecision, row.getLong("decided_at"));
                page.put(
                    after, new StockLevel(row.getLong("available"), row.getLong("last_sequence")));
              },
              from);
      return page;
    }

    @Override
    public Instant latestDecision() {
      return Instant.ofEpochMilli(latestDecision);
    }
  }
}
