package io.skuline.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the stock rows in the order of their SKUs, page by page as the caller goes along. */
public final class StockCursor {

  private static final int PAGE = 2000;

  /** A SKU's row. */
  public record Row(String sku, long available, long lastSequence, long movements) {}

  private final JdbcTemplate jdbc;
  private final Deque<Row> page = new ArrayDeque<>();
  private @Nullable String last = "";

  public StockCursor(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Returns the next row without passing it; empty after the last row. */
  public Optional<Row> peek() {
    if (page.isEmpty() && last != null) {
      page.addAll(
          jdbc.query(
              """
              SELECT sku_id, available, last_sequence, movements FROM stock WHERE sku_id > ?
              ORDER BY sku_id LIMIT %s
              """
                  .formatted(PAGE),
              (row, n) -> new Row(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)),
              last));
      last = page.isEmpty() ? null : page.getLast().sku();
    }
    return Optional.ofNullable(page.peek());
  }

  public void pass() {
    page.remove();
  }
}
