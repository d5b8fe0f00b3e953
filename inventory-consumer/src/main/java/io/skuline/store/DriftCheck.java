package io.skuline.store;

import java.sql.PreparedStatement;
import java.util.List;
import java.util.SortedSet;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Compares the sum of a SKU's movements with the units that its latest movement says are left. The
 * two must be equal whenever no movement is missing.
 */
public final class DriftCheck {

  private static final BatchStatement COMPARE =
      new BatchStatement(
          """
          SELECT s.sku_id, m.order_id, m.sequence, m.available_after, s.available, m.epoch
          FROM stock s JOIN movement m ON m.sku_id = s.sku_id AND m.sequence = s.last_sequence
          WHERE s.movements = s.last_sequence AND s.available <> m.available_after
            AND s.sku_id IN (
          """,
          1,
          ")");

  private final JdbcTemplate jdbc;

  DriftCheck(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param said the units that the movement left, according to its decision
   * @param folded the units that it left, according to the sum of all movements
   */
  public record Drift(
      String sku, String orderId, long sequence, long said, long folded, long epoch) {}

  /** Returns those of the SKUs that are complete and do not add up. */
  List<Drift> of(SortedSet<String> skus) {
    return COMPARE.query(
        jdbc,
        List.copyOf(skus),
        PreparedStatement::setString,
        (row, n) ->
            new Drift(
                row.getString("sku_id"),
                row.getString("order_id"),
                row.getLong("sequence"),
                row.getLong("available_after"),
                row.getLong("available"),
                row.getLong("epoch")));
  }
}
