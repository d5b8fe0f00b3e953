package io.skuline.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code ledger_anomaly}. */
public final class AnomalyTable {

  private static final int MAX_DETAIL = 1024;

  private static final String COLUMNS =
      "order_id, sku_id, detail, seen_at, settled_at, settled_by, note";

  private final JdbcTemplate jdbc;
  private final Clock clock;

  AnomalyTable(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Adds an anomaly; tells whether it is new. */
  boolean add(String orderId, String sku, String detail) {
    String cut = cut(detail);
    int added =
        jdbc.update(
            """
            INSERT INTO ledger_anomaly (order_id, sku_id, detail, seen_at)
            SELECT ?,?,?,? FROM DUAL
            WHERE NOT EXISTS (SELECT 1 FROM ledger_anomaly
              WHERE order_id = ? AND sku_id = ? AND detail = ?)
            """,
            orderId,
            sku,
            cut,
            clock.millis(),
            orderId,
            sku,
            cut);
    return added > 0;
  }

  private static String cut(String detail) {
    return detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL);
  }

  /**
   * Tells whether an operator has settled an anomaly of this order since that time, in
   * milliseconds.
   */
  public static boolean isSettled(JdbcTemplate jdbc, String orderId, long since) {
    return !jdbc.queryForList(
            "SELECT 1 FROM ledger_anomaly WHERE order_id = ? AND settled_at >= ? LIMIT 1",
            Integer.class,
            orderId,
            since)
        .isEmpty();
  }

  /**
   * Lists anomalies, the oldest first.
   *
   * @param all whether settled anomalies are listed too
   */
  List<Anomaly> list(boolean all, int limit) {
    return jdbc.query(
        "SELECT "
            + COLUMNS
            + " FROM ledger_anomaly"
            + (all ? "" : " WHERE settled_at IS NULL")
            + " ORDER BY id LIMIT ?",
        (row, n) -> anomaly(row),
        limit);
  }

  /** Returns anomalies settled before this place, the latest settlement first. */
  List<SettledAnomaly> settledBefore(TimeKey key, int limit) {
    return settled("<", "settled_at DESC, sku_id DESC, id DESC", key, limit);
  }

  /** Returns anomalies settled after this place, the earliest first. */
  List<SettledAnomaly> settledAfter(TimeKey key, int limit) {
    return settled(">", "settled_at, sku_id, id", key, limit);
  }

  private List<SettledAnomaly> settled(String than, String order, TimeKey key, int limit) {
    return jdbc.query(
        "SELECT id, %s FROM ledger_anomaly WHERE (settled_at, sku_id, id) %s (?, ?, ?) ORDER BY %s LIMIT ?"
            .formatted(COLUMNS, than, order),
        (row, n) -> new SettledAnomaly(row.getLong("id"), anomaly(row)),
        key.millis(),
        key.sku(),
        key.id(),
        limit);
  }

  /** Returns all anomalies of an order, the oldest first. */
  List<Anomaly> of(String orderId) {
    return jdbc.query(
        "SELECT " + COLUMNS + " FROM ledger_anomaly WHERE order_id = ? ORDER BY id",
        (row, n) -> anomaly(row),
        orderId);
  }

  private static Anomaly anomaly(ResultSet row) throws SQLException {
    Long settledAt = row.getObject("settled_at", Long.class);
    Anomaly.@Nullable Settlement settlement =
        settledAt == null
            ? null
            : new Anomaly.Settlement(
                Instant.ofEpochMilli(settledAt),
                row.getString("settled_by"),
                row.getString("note"));
    return new Anomaly(
        row.getString("order_id"),
        row.getString("sku_id"),
        row.getString("detail"),
        Instant.ofEpochMilli(row.getLong("seen_at")),
        settlement);
  }

  /** Settles the open anomalies of an order; returns how many they were. */
  int settle(String orderId, String who, String note) {
    return jdbc.update(
        """
        UPDATE ledger_anomaly SET settled_at = ?, settled_by = ?, note = ? WHERE order_id = ?
          AND settled_at IS NULL
        """,
        clock.millis(),
        who,
        note,
        orderId);
  }

  /** Tells whether anything is stored of an order or adjustment. */
  boolean knows(String id) {
    Integer rows =
        jdbc.queryForObject(
            """
            SELECT EXISTS (SELECT 1 FROM movement WHERE order_id = ?)
              + EXISTS (SELECT 1 FROM unmoved_answer WHERE order_id = ?)
            """,
            Integer.class,
            id,
            id);
    return rows != null && rows > 0;
  }
}
