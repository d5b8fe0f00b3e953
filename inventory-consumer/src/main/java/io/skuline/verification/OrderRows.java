package io.skuline.verification;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads the rows that one query returns about orders, by their ids, page by page as the caller goes
 * along.
 */
final class OrderRows {

  static final int PAGE = 2000;

  /**
   * An order.
   *
   * @param deducted how many lines were deducted
   * @param released how many of them were given back because the order was rejected after all
   * @param numbered one more than the highest number of a line
   * @param lineCount how many lines the order has; 0 if that was not stored
   */
  record Row(
      String orderId, int deducted, int released, int numbered, int lineCount, boolean rejected) {

    Row plus(Row more) {
      return new Row(
          orderId,
          deducted + more.deducted,
          released + more.released,
          Math.max(numbered, more.numbered),
          Math.max(lineCount, more.lineCount),
          rejected || more.rejected);
    }

    /** Returns how many lines the order should have. */
    int lines() {
      return lineCount > 0 ? lineCount : numbered;
    }
  }

  private final JdbcTemplate jdbc;
  private final String sql;
  private final Deque<Row> page = new ArrayDeque<>();
  private String after = "";
  private boolean more = true;

  /**
   * @param sql a query that takes the id after which to begin, and returns at most {@value #PAGE}
   *     rows
   */
  OrderRows(JdbcTemplate jdbc, String sql) {
    this.jdbc = jdbc;
    this.sql = sql;
  }

  /** Returns the next row without passing it; empty after the last row. */
  Optional<Row> peek() {
    if (page.isEmpty() && more) {
      page.addAll(
          jdbc.query(
              sql,
              (row, n) ->
                  new Row(
                      row.getString("order_id"),
                      row.getInt("deducted"),
                      row.getInt("released"),
                      row.getInt("numbered"),
                      row.getInt("line_count"),
                      row.getBoolean("rejected")),
              after));
      more = page.size() == PAGE;
      after = page.isEmpty() ? after : page.getLast().orderId();
    }
    return Optional.ofNullable(page.peek());
  }

  void pass() {
    page.remove();
  }
}
