package io.skuline.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code stock}: movements folded per SKU. */
final class StockTable {

  private final JdbcTemplate jdbc;

  StockTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Makes sure that every SKU has a row. */
  void ensureRows(SortedSet<String> skus) {
    jdbc.update(
        "INSERT IGNORE INTO stock (sku_id) VALUES " + Rows.values(skus.size(), 1), skus.toArray());
  }

  /**
   * Folds in the movements that one attempt inserted, one update per SKU, in one statement.
   *
   * @param orderIds of those movements; the primary key starts with it
   * @return how many SKUs have a row
   */
  int fold(Collection<String> orderIds, long batchId) {
    List<Object> parameters = new ArrayList<>(orderIds);
    parameters.add(batchId);
    return jdbc.update(
        "UPDATE (SELECT sku_id, SUM(delta) AS moved, MAX(sequence) AS latest, COUNT(*) AS folded"
            + " FROM movement WHERE order_id IN ("
            + Rows.marks(orderIds.size())
            + ") AND batch_id = ? GROUP BY sku_id ORDER BY sku_id) v"
            + " STRAIGHT_JOIN stock s ON s.sku_id = v.sku_id"
            + " SET s.available = s.available + v.moved,"
            + " s.last_sequence = GREATEST(s.last_sequence, v.latest),"
            + " s.movements = s.movements + v.folded",
        parameters.toArray());
  }
}
