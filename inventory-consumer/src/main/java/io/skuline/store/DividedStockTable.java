package io.skuline.store;

import io.skuline.event.StockLevel;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The stock rows and movements of one shard as far as units of a SKU may lie in several rows: that
 * of the SKU, the base, and those of its {@link io.skuline.event.SkuBuckets}. The column {@code
 * lent} of the base says over how many rows; 0 says that no other row has units, and that none are
 * on their way.
 */
public record DividedStockTable(JdbcTemplate jdbc) {

  /** Returns over how many rows the units of a SKU may lie, for those SKUs that are divided. */
  public Map<String, Integer> lent(Collection<String> skus) {
    Map<String, Integer> lent = new HashMap<>();
    for (List<String> some : SqlText.chunks(skus)) {
      jdbc.query(
          "SELECT sku_id, lent FROM stock WHERE lent > 0 AND sku_id IN (%s)"
              .formatted(SqlText.marks(some.size())),
          row -> {
            lent.put(row.getString(1), row.getInt(2));
          },
          some.toArray());
    }
    return lent;
  }

  /**
   * Returns the levels of those of the SKUs that were ever stocked and whose units are all in the
   * one row; locks nothing.
   */
  public Map<String, StockLevel> undivided(Collection<String> skus) {
    Map<String, StockLevel> levels = new HashMap<>();
    for (List<String> some : SqlText.chunks(skus)) {
      jdbc.query(
          """
          SELECT sku_id, available, last_sequence FROM stock
          WHERE last_sequence > 0 AND lent = 0 AND sku_id IN (%s)
          """
              .formatted(SqlText.marks(some.size())),
          row -> {
            levels.put(row.getString(1), new StockLevel(row.getLong(2), row.getLong(3)));
          },
          some.toArray());
    }
    return levels;
  }

  /** Says over how many rows the units of a SKU may lie, whose row is locked. */
  public void setLent(String sku, int rows) {
    jdbc.update("UPDATE stock SET lent = ? WHERE sku_id = ?", rows, sku);
  }

  /** Says that the units of a SKU may lie over at least so many rows. */
  public void mark(String sku, int rows) {
    jdbc.update("UPDATE stock SET lent = ? WHERE sku_id = ? AND lent < ?", rows, sku, rows);
  }

  /** Adds the rows of buckets that are missing, without units. A row that exists can be locked. */
  public void addMissing(Collection<String> buckets) {
    List<String> there =
        jdbc.queryForList(
            "SELECT sku_id FROM stock WHERE sku_id IN (%s)"
                .formatted(SqlText.marks(buckets.size())),
            String.class,
            buckets.toArray());
    buckets.stream()
        .filter(bucket -> !there.contains(bucket))
        .sorted()
        .forEach(bucket -> jdbc.update("INSERT IGNORE INTO stock (sku_id) VALUES (?)", bucket));
  }

  /** Returns all halves of transfers of these buckets that this shard has, in any order. */
  public List<StockTransfer> transfers(Collection<String> buckets) {
    return jdbc.query(
        "SELECT %s FROM movement WHERE order_id IN (%s) AND kind = 'M'"
            .formatted(MovementTable.COLUMNS, SqlText.marks(buckets.size())),
        (row, n) -> StockTransfer.of(MovementTable.movement(row)),
        buckets.toArray());
  }
}
