package io.skuline.store;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code stock}: movements folded per SKU. */
public final class StockTable {

  private static final BatchStatement ADD =
      new BatchStatement(
          "INSERT INTO stock (sku_id, available, last_sequence, movements) VALUES ",
          4,
          " ON DUPLICATE KEY UPDATE available = available + VALUES(available),"
              + " last_sequence = GREATEST(last_sequence, VALUES(last_sequence)),"
              + " movements = movements + VALUES(movements)");

  private final JdbcTemplate jdbc;

  public StockTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Whether any of the SKUs has a movement. */
  public boolean anyMoved(SortedSet<String> skus) {
    List<Integer> one =
        jdbc.queryForList(
            "SELECT 1 FROM stock WHERE movements > 0 AND sku_id IN ("
                + SqlText.marks(skus.size())
                + ") LIMIT 1",
            Integer.class,
            skus.toArray());
    return !one.isEmpty();
  }

  /**
   * What movements add up to for a SKU.
   *
   * @param moved the sum of their changes
   * @param latest the highest sequence
   * @param folded how many there are
   */
  public record Sum(String sku, long moved, long latest, long folded) {

    public Sum plus(Sum other) {
      return new Sum(
          sku, moved + other.moved, Math.max(latest, other.latest), folded + other.folded);
    }
  }

  /**
   * Adds to the stock rows, one update of each; a SKU without a row gets one.
   *
   * @param sums by SKU, at most one of each
   */
  void add(Collection<Sum> sums) {
    ADD.update(
        jdbc,
        List.copyOf(sums),
        last -> new Sum(last.sku(), 0, 0, 0),
        (row, at, sum) -> {
          row.setString(at, sum.sku());
          row.setLong(at + 1, sum.moved());
          row.setLong(at + 2, sum.latest());
          row.setLong(at + 3, sum.folded());
        });
  }
}
