package io.skuline.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code hot_sku_action} of the home database. Rows are only added. */
public record HotSkuActionTable(JdbcTemplate jdbc) implements HotSkuActions {

  private static final String SELECT =
      "SELECT id, at, who, verb, sku_id, hot_from, hot_until, buckets, note FROM hot_sku_action";

  /** Records what was done to an interval, which is given as it is now. */
  public void add(String who, HotSkuAction.Verb verb, HotSku interval, String note) {
    jdbc.update(
        """
        INSERT INTO hot_sku_action (at, who, verb, sku_id, hot_from, hot_until, buckets, note)
        VALUES (%s, ?, ?, ?, ?, ?, ?, ?)
        """
            .formatted(SqlText.NOW),
        SqlText.cut(who, 128),
        verb.name(),
        interval.sku(),
        interval.from().toEpochMilli(),
        HotSkuTable.millis(interval.until()),
        interval.buckets(),
        SqlText.cut(note, 1024));
  }

  /** Returns the latest action on a SKU. */
  public Optional<HotSkuAction> latest(String sku) {
    return jdbc
        .query(SELECT + " WHERE sku_id = ? ORDER BY id DESC LIMIT 1", (row, n) -> read(row), sku)
        .stream()
        .findFirst();
  }

  @Override
  public List<HotSkuAction> before(long id, int limit) {
    return jdbc.query(
        SELECT + " WHERE id < ? ORDER BY id DESC LIMIT ?", (row, n) -> read(row), id, limit);
  }

  @Override
  public List<HotSkuAction> after(long id, int limit) {
    return jdbc.query(
        SELECT + " WHERE id > ? ORDER BY id LIMIT ?", (row, n) -> read(row), id, limit);
  }

  private static HotSkuAction read(ResultSet row) throws SQLException {
    return new HotSkuAction(
        row.getLong(1),
        HotSkuTable.instant(row, 2),
        row.getString(3),
        HotSkuAction.Verb.valueOf(row.getString(4)),
        row.getString(5),
        HotSkuTable.instant(row, 6),
        HotSkuTable.end(row, 7),
        row.getInt(8),
        row.getString(9));
  }
}
