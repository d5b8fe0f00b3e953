package io.skuline.store;

import io.skuline.event.StockLevel;
import io.skuline.store.shard.Shard;
import io.skuline.store.shard.Shards;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The databases of all shards. */
public final class SqlStoredStock implements StoredStock {

  private final Shards shards;

  public SqlStoredStock(Shards shards) {
    this.shards = shards;
  }

  private JdbcTemplate jdbc(String sku) {
    return shards.of(sku).jdbc();
  }

  @Override
  public int shards() {
    return shards.all().size();
  }

  @Override
  public SkuBalance fold(String sku) {
    return SkuBalance.of(jdbc(sku), sku);
  }

  @Override
  public List<Row> page(int shard, String after) {
    return shards
        .all()
        .get(shard)
        .jdbc()
        .query(
            "SELECT s.sku_id, s.available, s.last_sequence, s.movements, (SELECT COUNT(*) FROM movement"
                + " m WHERE m.sku_id = s.sku_id AND m.sequence > s.last_sequence - "
                + WINDOW
                + ") AS counted, (SELECT IF(m.kind = 'A', s.available, m.available_after) FROM movement m"
                + " WHERE m.sku_id = s.sku_id"
                + " AND m.sequence = s.last_sequence) AS said FROM stock s WHERE s.sku_id > ?"
                + " ORDER BY s.sku_id LIMIT "
                + PAGE,
            (row, n) ->
                new Row(
                    row.getString("sku_id"),
                    row.getLong("available"),
                    row.getLong("last_sequence"),
                    row.getLong("movements"),
                    row.getLong("counted"),
                    row.getObject("said", Long.class)),
            after);
  }

  @Override
  public Set<String> stocked(Collection<String> skus) {
    return shards.ofEach(skus, SqlStoredStock::stocked);
  }

  private static List<String> stocked(Shard shard, List<String> skus) {
    return shard
        .jdbc()
        .queryForList(
            "SELECT sku_id FROM stock WHERE movements > 0 AND sku_id IN ("
                + String.join(",", Collections.nCopies(skus.size(), "?"))
                + ")",
            String.class,
            skus.toArray());
  }

  @Override
  public @Nullable Past at(String sku, long sequence) {
    List<Past> past =
        jdbc(sku)
            .query(
                "SELECT s.available - COALESCE(SUM(m.delta), 0) AS available,"
                    + " s.movements - COUNT(m.sequence) AS movements FROM stock s LEFT JOIN movement m"
                    + " ON m.sku_id = s.sku_id AND m.sequence > ? WHERE s.sku_id = ?"
                    + " GROUP BY s.sku_id, s.available, s.movements",
                (row, n) -> new Past(row.getLong("available"), row.getLong("movements")),
                sequence,
                sku);
    return past.isEmpty() ? null : past.get(0);
  }

  @Override
  public void lock(String sku) {
    jdbc(sku)
        .queryForList("SELECT sku_id FROM stock WHERE sku_id = ? FOR UPDATE", String.class, sku);
  }

  @Override
  public void write(String sku, StockLevel level) {
    jdbc(sku)
        .update(
            "INSERT INTO stock (sku_id, available, last_sequence, movements) VALUES (?,?,?,?)"
                + " ON DUPLICATE KEY UPDATE available = VALUES(available),"
                + " last_sequence = VALUES(last_sequence), movements = VALUES(movements)",
            sku,
            level.available(),
            level.sequence(),
            level.sequence());
  }

  @Override
  public long openAnomalies() {
    return OpenAnomalies.count(shards);
  }
}
