package io.skuline.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code stock}: movements folded per SKU. */
final class StockTable {

  private final JdbcTemplate jdbc;

  StockTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Whether any of the SKUs has a movement. */
  boolean anyMoved(SortedSet<String> skus) {
    List<Integer> one =
        jdbc.queryForList(
            "SELECT 1 FROM stock WHERE movements > 0 AND sku_id IN ("
                + Rows.marks(skus.size())
                + ") LIMIT 1",
            Integer.class,
            skus.toArray());
    return !one.isEmpty();
  }

  /**
   * Makes sure that every SKU has a row. To be called outside the transaction that folds: inserting
   * over existing rows inside it would share locks that the fold then needs alone.
   */
  void ensureRows(SortedSet<String> skus) {
    SortedSet<String> missing = new TreeSet<>(skus);
    jdbc.query(
        "SELECT sku_id FROM stock WHERE sku_id IN (" + Rows.marks(skus.size()) + ")",
        row -> {
          missing.remove(row.getString("sku_id"));
        },
        skus.toArray());
    if (!missing.isEmpty()) {
      jdbc.update(
          "INSERT IGNORE INTO stock (sku_id) VALUES " + Rows.values(missing.size(), 1),
          missing.toArray());
    }
  }

  /**
   * Folds in the movements that one attempt inserted, one update per SKU, in one statement.
   *
   * @param orderIds of those movements; the primary key starts with it
   * @param inserted how many movements there are to fold
   * @throws IllegalStateException if nothing was folded: the transaction must not be committed
   */
  void fold(Collection<String> orderIds, long batchId, int inserted) {
    List<Object> parameters = new ArrayList<>(orderIds);
    parameters.add(batchId);
    int skus =
        jdbc.update(
            "UPDATE (SELECT sku_id, SUM(delta) AS moved, MAX(sequence) AS latest, COUNT(*) AS folded"
                + " FROM movement FORCE INDEX (PRIMARY) WHERE order_id IN ("
                + Rows.marks(orderIds.size())
                + ") AND batch_id = ? GROUP BY sku_id ORDER BY sku_id) v"
                + " STRAIGHT_JOIN stock s ON s.sku_id = v.sku_id"
                + " SET s.available = s.available + v.moved,"
                + " s.last_sequence = GREATEST(s.last_sequence, v.latest),"
                + " s.movements = s.movements + v.folded",
            parameters.toArray());
    if (skus == 0) {
      throw new IllegalStateException(inserted + " movements, but no stock row to fold them into");
    }
  }
}
