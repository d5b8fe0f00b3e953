package io.skuline.deduction.database;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.event.StockLevel;
import io.skuline.store.LockingSql;
import io.skuline.store.StockDriftException;
import io.skuline.store.StockRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table {@code stock}: one row per SKU that was ever stocked. */
final class LockedStockTable {

  private LockedStockTable() {}

  /**
   * Locks the rows of these SKUs until the transaction ends, in their own order.
   *
   * @param skus sorted
   * @return a row for each; new ones for those that have none, which are not locked by this
   * @throws DeductionUnavailableException if a row is only half up to date
   */
  static Map<String, StockRow> lock(Connection connection, Collection<String> skus)
      throws SQLException {
    Map<String, StockRow> rows = new HashMap<>();
    for (List<String> some : LockingSql.chunks(List.copyOf(skus))) {
      LockingSql.query(
          connection,
          "SELECT sku_id, available, last_sequence, movements FROM stock FORCE INDEX (PRIMARY)"
              + " WHERE sku_id IN (%s) ORDER BY sku_id FOR UPDATE",
          some,
          row -> {
            String sku = row.getString(1);
            requireComplete(sku, row.getLong(3), row.getLong(4));
            rows.put(sku, new StockRow(sku, new StockRow.Stored(row.getLong(2), row.getLong(3))));
          });
    }
    for (String sku : skus) {
      rows.computeIfAbsent(sku, missing -> new StockRow(missing, null));
    }
    return rows;
  }

  /** The levels of those SKUs that were ever stocked; locks nothing. */
  static Map<String, StockLevel> read(Connection connection, Collection<String> skus)
      throws SQLException {
    Map<String, StockLevel> levels = new HashMap<>();
    for (List<String> some : LockingSql.chunks(List.copyOf(skus))) {
      LockingSql.query(
          connection,
          "SELECT sku_id, available, last_sequence FROM stock"
              + " WHERE last_sequence > 0 AND sku_id IN (%s)",
          some,
          row -> levels.put(row.getString(1), new StockLevel(row.getLong(2), row.getLong(3))));
    }
    return levels;
  }

  /** Movements of another engine may still be on their way through the ledger. */
  private static void requireComplete(String sku, long lastSequence, long movements) {
    if (movements != lastSequence) {
      throw new DeductionUnavailableException(
          "The ledger has not caught up with SKU %s: %d of %d movements"
              .formatted(sku, movements, lastSequence));
    }
  }

  /**
   * Inserts SKUs that had no row.
   *
   * @param rows by SKU
   * @throws SQLException a duplicate key, if somebody else has inserted one since
   */
  static void insert(Connection connection, List<StockRow> rows) throws SQLException {
    for (List<StockRow> some : LockingSql.chunks(rows)) {
      String sql =
          "INSERT INTO stock (sku_id, available, last_sequence, movements) VALUES "
              + LockingSql.repeat("(?,?,?,?)", some.size(), ",");
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        int at = 1;
        for (StockRow row : some) {
          statement.setString(at++, row.sku());
          statement.setLong(at++, row.available());
          statement.setLong(at++, row.sequence());
          statement.setLong(at++, row.sequence());
        }
        statement.executeUpdate();
      }
    }
  }

  /**
   * Moves locked rows. This is the last guard: a row is only changed if it still stands where it
   * was read and does not fall below zero, whatever the decisions say. A row that is below zero
   * already may rise.
   *
   * @param rows by SKU
   * @throws StockDriftException if a row was not changed
   */
  static void update(Connection connection, List<StockRow> rows) throws SQLException {
    for (List<StockRow> some : LockingSql.chunks(rows)) {
      String sql =
          "UPDATE (SELECT ? AS sku_id, ? AS delta, ? AS was, ? AS is_now"
              + " UNION ALL SELECT ?, ?, ?, ?".repeat(some.size() - 1)
              + ") m STRAIGHT_JOIN stock s ON s.sku_id = m.sku_id"
              + " SET s.available = s.available + m.delta, s.last_sequence = m.is_now,"
              + " s.movements = s.movements + (m.is_now - m.was)"
              + " WHERE (s.available + m.delta >= 0 OR m.delta > 0) AND s.last_sequence = m.was";
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        int at = 1;
        for (StockRow row : some) {
          statement.setString(at++, row.sku());
          statement.setLong(at++, row.delta());
          statement.setLong(at++, row.storedSequence());
          statement.setLong(at++, row.sequence());
        }
        int changed = statement.executeUpdate();
        if (changed != some.size()) {
          throw new StockDriftException(
              "Of %d locked stock rows, %s to %s, only %d could be moved"
                  .formatted(
                      some.size(), some.get(0).sku(), some.get(some.size() - 1).sku(), changed));
        }
      }
    }
  }
}
