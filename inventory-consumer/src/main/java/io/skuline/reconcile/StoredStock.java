package io.skuline.reconcile;

import io.skuline.deduction.StockLevel;
import io.skuline.shard.Shard;
import io.skuline.shard.Shards;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the database has: stock rows, and the movements they are made of. */
final class StoredStock {

  /** SKUs of a page. */
  static final int PAGE = 500;

  /** How many of a SKU's latest movements are counted. */
  static final int WINDOW = 200;

  /**
   * A stock row and its latest movements, as one statement sees them: what adds up there, adds up.
   *
   * @param movements how many are folded into it; fewer than lastSequence while some are on their
   *     way
   * @param counted how many movements there are of the latest {@value #WINDOW} numbers, and above
   * @param said what the latest movement left; null if it is missing
   */
  record Row(
      String sku,
      long available,
      long lastSequence,
      long movements,
      long counted,
      @Nullable Long said) {

    StockLevel level() {
      return new StockLevel(available, lastSequence);
    }

    /** Whether it seems to be the sum of its movements, or to wait for some. */
    boolean plausible() {
      if (movements < lastSequence) {
        return true;
      }
      boolean empty = lastSequence == 0;
      return movements == lastSequence
          && counted == Math.min(WINDOW, lastSequence)
          && (empty ? available == 0 : said != null && said == available);
    }
  }

  /**
   * A SKU as it was at a number.
   *
   * @param available by the sum of the movements up to the number
   * @param movements how many there are up to the number: the number itself, if none is missing
   */
  record Past(long available, long movements) {}

  private final Shards shards;

  StoredStock(Shards shards) {
    this.shards = shards;
  }

  private JdbcTemplate jdbc(String sku) {
    return shards.of(sku).jdbc();
  }

  /** A shard's rows after a SKU, by SKU; empty at the end. */
  static List<Row> page(Shard shard, String after) {
    return shard
        .jdbc()
        .query(
            "SELECT s.sku_id, s.available, s.last_sequence, s.movements, (SELECT COUNT(*) FROM movement"
                + " m WHERE m.sku_id = s.sku_id AND m.sequence > s.last_sequence - "
                + WINDOW
                + ") AS counted, (SELECT m.available_after FROM movement m WHERE m.sku_id = s.sku_id"
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

  /** Those of at most a page of SKUs that have a stock row with a movement. */
  Set<String> stocked(Collection<String> skus) {
    return shards.ofEach(skus, StoredStock::stocked);
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

  /**
   * A SKU as it was at a number: its row without the movements that came after.
   *
   * @return null if it has no row
   */
  @Nullable Past at(String sku, long sequence) {
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

  /** Locks a SKU's row until the transaction ends: nothing of it is stored until then. */
  void lock(String sku) {
    jdbc(sku)
        .queryForList("SELECT sku_id FROM stock WHERE sku_id = ? FOR UPDATE", String.class, sku);
  }

  /** Makes a SKU's row the sum of its movements. */
  void write(String sku, StockLevel level) {
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
}
