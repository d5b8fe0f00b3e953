package io.skuline.deduction.database;

import io.skuline.store.LockingSql;
import io.skuline.store.StockDriftException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The table {@code movement}: everything that ever moved stock, append only. */
final class DecidedMovementTable {

  /** The database has one life; epochs are Redis's. */
  static final long EPOCH = 0;

  /** Marks rows that were not stored by an attempt of the ledger. */
  private static final long DECIDED_HERE = 0;

  private DecidedMovementTable() {}

  /** What moved stock for these orders and adjustments, also what is an anomaly. */
  static List<DecidedMovement> about(Connection connection, List<String> ids) throws SQLException {
    List<DecidedMovement> rows = new ArrayList<>();
    LockingSql.query(
        connection,
        "SELECT order_id, kind, operation_id, sku_id, delta, available_after, sequence, line_no,"
            + " line_count, decided_at FROM movement WHERE order_id IN (%s)",
        ids,
        row -> rows.add(read(row)));
    return rows;
  }

  private static DecidedMovement read(ResultSet result) throws SQLException {
    return new DecidedMovement(
        result.getString(1),
        result.getString(2).charAt(0),
        result.getString(3),
        result.getString(4),
        result.getInt(5),
        result.getLong(6),
        result.getLong(7),
        result.getInt(8),
        result.getInt(9),
        result.getLong(10));
  }

  /**
   * @throws SQLException a duplicate key, if one of the events was decided elsewhere since
   */
  static void insert(Connection connection, List<DecidedMovement> movements) throws SQLException {
    for (List<DecidedMovement> some : LockingSql.chunks(movements)) {
      String sql =
          "INSERT INTO movement (order_id, kind, operation_id, sku_id, delta, available_after,"
              + " sequence, line_no, line_count, decided_at, epoch, batch_id) VALUES "
              + LockingSql.repeat("(?,?,?,?,?,?,?,?,?,?,?,?)", some.size(), ",");
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        int at = 1;
        for (DecidedMovement row : some) {
          statement.setString(at++, row.orderId());
          statement.setString(at++, String.valueOf(row.kind()));
          statement.setString(at++, row.operationId());
          statement.setString(at++, row.sku());
          statement.setInt(at++, row.delta());
          statement.setLong(at++, row.availableAfter());
          statement.setLong(at++, row.sequence());
          statement.setInt(at++, row.lineNo());
          statement.setInt(at++, row.lineCount());
          statement.setLong(at++, row.decidedAtMillis());
          statement.setLong(at++, EPOCH);
          statement.setLong(at++, DECIDED_HERE);
        }
        statement.executeUpdate();
      }
    }
  }

  /**
   * The cap on returns once more, by the database itself.
   *
   * @throws StockDriftException if an order has given back more than it was given
   */
  static void requireReturnsWithinDeductions(Connection connection, List<String> orderIds)
      throws SQLException {
    LockingSql.query(
        connection,
        "SELECT order_id, sku_id, SUM(delta) FROM movement WHERE order_id IN (%s) AND (kind IN"
            + " ('D', 'R', 'X', 'L') OR kind = 'A' AND operation_id LIKE 'D#%%')"
            + " GROUP BY order_id, sku_id HAVING SUM(delta) > 0 LIMIT 1",
        orderIds,
        row -> {
          throw new StockDriftException(
              "Order %s would have given back %d more of SKU %s than it was given"
                  .formatted(row.getString(1), row.getLong(3), row.getString(2)));
        });
  }
}
