package io.skuline.store;

import io.skuline.event.StockLevel;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The SKUs of one shard that were ever stocked, page by page, for whoever copies them. */
public record StockedSkus(JdbcTemplate jdbc) {

  /** Returns how many SKUs were ever stocked. */
  public long count() {
    Long skus = jdbc.queryForObject("SELECT COUNT(*) FROM stock WHERE movements > 0", Long.class);
    return skus == null ? 0 : skus;
  }

  /** Returns how many of the SKUs of a range of slots were ever stocked. */
  public long count(int from, int to) {
    Long skus =
        jdbc.queryForObject(
            "SELECT COUNT(*) FROM stock WHERE slot BETWEEN ? AND ? AND movements > 0",
            Long.class,
            from,
            to);
    return skus == null ? 0 : skus;
  }

  /**
   * A SKU that was ever stocked.
   *
   * @param decidedAt when its latest movement was decided, in milliseconds; 0 if that is not stored
   */
  public record Decided(String sku, StockLevel level, long decidedAt) {}

  /** Returns a page of the SKUs that were ever stocked, after a SKU, by SKU; empty at the end. */
  public List<Decided> after(String after, int limit) {
    return read("s.sku_id > ?", "s.sku_id", limit, after);
  }

  /**
   * Returns the same of a range of slots, by slot and SKU.
   *
   * @param from the slot of the SKU after which they come, or the first of the range
   * @param to the last of the range
   */
  public List<Decided> after(int from, int to, String after, int limit) {
    return read(
        "s.slot BETWEEN ? AND ? AND (s.slot > ? OR s.sku_id > ?)",
        "s.slot, s.sku_id",
        limit,
        from,
        to,
        from,
        after);
  }

  private List<Decided> read(String which, String order, int limit, Object... arguments) {
    return jdbc.query(
        """
        SELECT s.sku_id, s.available, s.last_sequence, m.decided_at FROM stock s
        LEFT JOIN movement m ON m.sku_id = s.sku_id AND m.sequence = s.last_sequence
        WHERE %s AND s.movements > 0 ORDER BY %s LIMIT %d
        """
            .formatted(which, order, limit),
        (row, n) ->
            new Decided(
                row.getString("sku_id"),
                new StockLevel(row.getLong("available"), row.getLong("last_sequence")),
                row.getLong("decided_at")),
        arguments);
  }
}
