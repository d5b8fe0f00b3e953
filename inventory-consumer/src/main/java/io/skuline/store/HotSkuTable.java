package io.skuline.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/**
 * The table {@code hot_sku} of the home database. Whoever changes it locks it first, in the same
 * transaction, see {@link #lock}.
 */
public record HotSkuTable(JdbcTemplate jdbc) {

  /** An interval that was called off before it began is empty, and counts as never declared. */
  private static final String SELECT =
      """
      SELECT id, sku_id, hot_from, hot_until, buckets FROM hot_sku
      WHERE (hot_until IS NULL OR hot_until > GREATEST(hot_from, ?))
      """;

  /** Waits until no other transaction changes intervals. */
  public void lock() {
    jdbc.queryForObject("SELECT id FROM hot_sku_lock WHERE id = 1 FOR UPDATE", Long.class);
  }

  /** Returns the first intervals that end after a time, in the order of their declaration. */
  public List<HotSku> endingAfter(Instant time, int limit) {
    return jdbc.query(
        SELECT + " ORDER BY id LIMIT ?", (row, n) -> read(row), time.toEpochMilli(), limit);
  }

  /** Returns the intervals of a SKU that end after a time, the earliest first. */
  public List<HotSku> of(String sku, Instant time) {
    return jdbc.query(
        SELECT + " AND sku_id = ? ORDER BY hot_from, id",
        (row, n) -> read(row),
        time.toEpochMilli(),
        sku);
  }

  /** Returns the intervals for whose orders stock is, was or will be divided into buckets. */
  public List<HotSku> divided() {
    return jdbc.query(
        SELECT + " AND buckets > 1 ORDER BY id", (row, n) -> read(row), Long.MIN_VALUE);
  }

  /** Returns the SKUs that are, were or will be hot. */
  public List<String> skus() {
    return jdbc.queryForList(
        """
        SELECT DISTINCT sku_id FROM hot_sku WHERE hot_until IS NULL OR hot_until > hot_from
        """,
        String.class);
  }

  /** Adds an interval. */
  public HotSku add(String sku, Instant from, @Nullable Instant until, int buckets) {
    GeneratedKeyHolder key = new GeneratedKeyHolder();
    jdbc.update(
        connection -> {
          PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO hot_sku (sku_id, hot_from, hot_until, buckets) VALUES (?,?,?,?)",
                  Statement.RETURN_GENERATED_KEYS);
          insert.setString(1, sku);
          insert.setLong(2, from.toEpochMilli());
          insert.setObject(3, millis(until), Types.BIGINT);
          insert.setInt(4, buckets);
          return insert;
        },
        key);
    return new HotSku(Objects.requireNonNull(key.getKey()).longValue(), sku, from, until, buckets);
  }

  /** Gives an interval the end that it has here. */
  public void setEnd(HotSku interval) {
    jdbc.update(
        "UPDATE hot_sku SET hot_until = ? WHERE id = ?", millis(interval.until()), interval.id());
  }

  private static HotSku read(ResultSet row) throws SQLException {
    return new HotSku(
        row.getLong(1), row.getString(2), instant(row, 3), end(row, 4), row.getInt(5));
  }

  static @Nullable Long millis(@Nullable Instant time) {
    return time == null ? null : time.toEpochMilli();
  }

  static Instant instant(ResultSet row, int column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }

  static @Nullable Instant end(ResultSet row, int column) throws SQLException {
    Long millis = row.getObject(column, Long.class);
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }
}
