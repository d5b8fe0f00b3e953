package io.skuline.store;

import io.skuline.store.shard.Shard;
import io.skuline.store.shard.Shards;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/** Reads the tables of stock and movements of all shards. */
public final class SqlStockBrowser implements StockBrowser {

  /** Sorts behind every character that an id may have. */
  private static final String BEHIND_ALL = "~";

  private static final String MOVEMENTS = "SELECT " + MovementTable.COLUMNS + " FROM movement";

  private final Shards shards;

  public SqlStockBrowser(Shards shards) {
    this.shards = shards;
  }

  @Override
  public int databases() {
    return shards.all().size();
  }

  @Override
  public Optional<Row> row(String sku) {
    return shards
        .of(sku)
        .jdbc()
        .query(
            "SELECT sku_id, available, last_sequence, movements FROM stock WHERE sku_id = ?",
            SqlStockBrowser::row,
            sku)
        .stream()
        .findFirst();
  }

  @Override
  public List<Row> beginningWith(String text, int limit) {
    List<Row> found =
        new ArrayList<>(
            shards.collect(
                shard ->
                    shard
                        .jdbc()
                        .query(
                            """
                            SELECT sku_id, available, last_sequence, movements FROM stock
                            WHERE sku_id >= ? AND sku_id < ? ORDER BY sku_id LIMIT ?
                            """,
                            SqlStockBrowser::row,
                            text,
                            text + BEHIND_ALL,
                            limit)));
    found.sort((a, b) -> a.sku().compareTo(b.sku()));
    return found.subList(0, Math.min(limit, found.size()));
  }

  @Override
  public List<Row> page(int database, String after, int limit) {
    return shards
        .all()
        .get(database)
        .jdbc()
        .query(
            """
            SELECT sku_id, available, last_sequence, movements FROM stock
            WHERE sku_id > ? ORDER BY sku_id LIMIT ?
            """,
            SqlStockBrowser::row,
            after,
            limit);
  }

  private static Row row(ResultSet row, int n) throws SQLException {
    return new Row(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4));
  }

  @Override
  public List<Movement> before(String sku, long sequence, int limit) {
    return movements(
        sku, " WHERE sku_id = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?", sequence, limit);
  }

  @Override
  public List<Movement> after(String sku, long sequence, int limit) {
    return movements(
        sku, " WHERE sku_id = ? AND sequence > ? ORDER BY sequence LIMIT ?", sequence, limit);
  }

  private List<Movement> movements(String sku, String where, long sequence, int limit) {
    return shards.of(sku).jdbc().query(MOVEMENTS + where, MOVEMENT, sku, sequence, limit);
  }

  @Override
  public List<Movement> numbered(String sku, Collection<Long> sequences) {
    if (sequences.isEmpty()) {
      return List.of();
    }
    List<Object> values = new ArrayList<>();
    values.add(sku);
    values.addAll(sequences);
    return shards
        .of(sku)
        .jdbc()
        .query(
            MOVEMENTS
                + " WHERE sku_id = ? AND sequence IN (%s) ORDER BY sequence"
                    .formatted(SqlText.marks(sequences.size())),
            MOVEMENT,
            values.toArray());
  }

  private static final RowMapper<Movement> MOVEMENT = (row, n) -> MovementTable.movement(row);

  @Override
  public StoredStock.@Nullable Past past(String sku, long sequence) {
    return new StockTable(shards.of(sku).jdbc()).at(sku, sequence);
  }

  @Override
  public List<QuarantineRecord> quarantines(String sku) {
    return new QuarantineTable(shards.of(sku).jdbc()).of(sku);
  }

  @Override
  public List<Movement> ofOrder(String id) {
    List<Movement> found = new ArrayList<>();
    for (Shard shard : shards.all()) {
      found.addAll(new MovementTable(shard.jdbc()).about(List.of(id)));
      found.addAll(new UnplacedMovementTable(shard.jdbc()).about(List.of(id)));
    }
    return found;
  }

  @Override
  public List<UnmovedAnswer> unmovedOfOrder(String id) {
    return new UnmovedAnswerTable(shards.of(id).jdbc()).about(List.of(id));
  }

  @Override
  public List<QuarantineRecord> openQuarantines() {
    return shards.collect(shard -> new QuarantineTable(shard.jdbc()).allOpen());
  }

  @Override
  public List<QuarantineRecord> releasedBefore(TimeKey key, int limit) {
    return first(
        shards.collect(shard -> new QuarantineTable(shard.jdbc()).releasedBefore(key, limit)),
        Comparator.comparing(QuarantineRecord::releaseKey).reversed(),
        limit);
  }

  @Override
  public List<QuarantineRecord> releasedAfter(TimeKey key, int limit) {
    return first(
        shards.collect(shard -> new QuarantineTable(shard.jdbc()).releasedAfter(key, limit)),
        Comparator.comparing(QuarantineRecord::releaseKey),
        limit);
  }

  @Override
  public List<SettledAnomaly> settledBefore(TimeKey key, int limit) {
    return first(
        shards.collect(shard -> anomalies(shard).settledBefore(key, limit)),
        Comparator.comparing(SettledAnomaly::key).reversed(),
        limit);
  }

  @Override
  public List<SettledAnomaly> settledAfter(TimeKey key, int limit) {
    return first(
        shards.collect(shard -> anomalies(shard).settledAfter(key, limit)),
        Comparator.comparing(SettledAnomaly::key),
        limit);
  }

  private static AnomalyTable anomalies(Shard shard) {
    return new AnomalyTable(shard.jdbc(), Clock.systemUTC());
  }

  private static <T> List<T> first(List<T> ofAll, Comparator<T> order, int limit) {
    return ofAll.stream().sorted(order).limit(limit).toList();
  }
}
