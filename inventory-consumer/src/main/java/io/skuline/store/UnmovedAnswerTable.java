package io.skuline.store;

import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code unmoved_answer}. */
public final class UnmovedAnswerTable {

  private static final BatchStatement INSERT =
      new BatchStatement(
          "INSERT IGNORE INTO unmoved_answer (order_id, kind, operation_id, answer, decided_at)"
              + " VALUES ",
          5,
          "");

  private final JdbcTemplate jdbc;

  public UnmovedAnswerTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Inserts what is not there yet. */
  void insertNew(List<UnmovedAnswer> sorted) {
    INSERT.update(
        jdbc,
        sorted,
        repeated -> repeated,
        (row, at, a) -> {
          row.setString(at, a.orderId());
          row.setString(at + 1, String.valueOf(a.kind()));
          row.setString(at + 2, a.operationId());
          row.setString(at + 3, a.answer());
          row.setLong(at + 4, a.decidedAt());
        });
  }

  /** Everything stored about these orders and adjustments. */
  public List<UnmovedAnswer> about(Collection<String> orderIds) {
    return jdbc.query(
        "SELECT order_id, kind, operation_id, answer, decided_at FROM unmoved_answer"
            + " WHERE order_id IN ("
            + SqlText.marks(orderIds.size())
            + ")",
        (row, n) ->
            new UnmovedAnswer(
                row.getString("order_id"),
                row.getString("kind").charAt(0),
                row.getString("operation_id"),
                row.getString("answer"),
                row.getLong("decided_at")),
        orderIds.toArray());
  }

  /** Returns how many rows. */
  int remove(UnmovedAnswer answer) {
    return jdbc.update(
        "DELETE FROM unmoved_answer WHERE order_id = ? AND kind = ? AND operation_id = ?"
            + " AND decided_at = ?",
        answer.orderId(),
        String.valueOf(answer.kind()),
        answer.operationId(),
        answer.decidedAt());
  }
}
