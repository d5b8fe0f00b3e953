package io.skuline.store;

import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code unchecked_answer}. */
public final class UncheckedAnswerTable {

  private static final BatchStatement NOTE =
      new BatchStatement(
          "INSERT INTO unchecked_answer (order_id, batch_id) VALUES ",
          2,
          " ON DUPLICATE KEY UPDATE batch_id = VALUES(batch_id)");

  private final JdbcTemplate jdbc;

  UncheckedAnswerTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * An order or adjustment that may have two answers.
   *
   * @param batchId the transaction that recorded it
   */
  public record Unchecked(String id, long batchId) {}

  void note(Collection<String> sortedIds, long batchId) {
    NOTE.update(
        jdbc,
        List.copyOf(sortedIds),
        repeated -> repeated,
        (row, at, id) -> {
          row.setString(at, id);
          row.setLong(at + 1, batchId);
        });
  }

  List<Unchecked> some(int limit) {
    return jdbc.query(
        "SELECT order_id, batch_id FROM unchecked_answer ORDER BY order_id LIMIT ?",
        (row, n) -> new Unchecked(row.getString("order_id"), row.getLong("batch_id")),
        limit);
  }

  /** Removes a checked record, unless it was made again meanwhile. */
  void remove(Unchecked checked) {
    jdbc.update(
        "DELETE FROM unchecked_answer WHERE order_id = ? AND batch_id = ?",
        checked.id(),
        checked.batchId());
  }
}
