package io.skuline.store;

import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code unplaced_movement}: anomalies whose number another movement has. */
public final class UnplacedMovementTable {

  private final JdbcTemplate jdbc;

  public UnplacedMovementTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Stores the anomaly; tells whether it is new. */
  boolean keep(Movement anomaly) {
    int inserted =
        jdbc.update(
            """
            INSERT IGNORE INTO unplaced_movement (order_id, operation_id, sku_id, delta,
              available_after, sequence, line_no, line_count, decided_at, epoch)
            VALUES (?,?,?,?,?,?,?,?,?,?)
            """,
            anomaly.orderId(),
            anomaly.operationId(),
            anomaly.sku(),
            anomaly.delta(),
            anomaly.availableAfter(),
            anomaly.sequence(),
            anomaly.lineNo(),
            anomaly.lineCount(),
            anomaly.decidedAt(),
            anomaly.epoch());
    return inserted > 0;
  }

  /** Returns all unplaced movements of these orders and adjustments. */
  public List<Movement> about(Collection<String> orderIds) {
    return jdbc.query(
        """
        SELECT order_id, 'A' AS kind, operation_id, sku_id, delta, available_after, sequence,
          line_no, line_count, decided_at, epoch
        FROM unplaced_movement WHERE order_id IN (%s)
        """
            .formatted(SqlText.marks(orderIds.size())),
        (row, n) -> MovementTable.movement(row),
        orderIds.toArray());
  }
}
