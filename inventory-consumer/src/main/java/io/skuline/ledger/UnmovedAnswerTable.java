package io.skuline.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code unmoved_answer}. */
final class UnmovedAnswerTable {

  private final JdbcTemplate jdbc;

  UnmovedAnswerTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Inserts what is not there yet. */
  void insertNew(List<UnmovedAnswer> sorted) {
    List<Object> parameters = new ArrayList<>(sorted.size() * 5);
    for (UnmovedAnswer a : sorted) {
      parameters.add(a.orderId());
      parameters.add(String.valueOf(a.kind()));
      parameters.add(a.operationId());
      parameters.add(a.answer());
      parameters.add(a.decidedAt());
    }
    jdbc.update(
        "INSERT IGNORE INTO unmoved_answer (order_id, kind, operation_id, answer, decided_at)"
            + " VALUES "
            + Rows.values(sorted.size(), 5),
        parameters.toArray());
  }

  /** Everything stored about these orders and adjustments. */
  List<UnmovedAnswer> about(Collection<String> orderIds) {
    return jdbc.query(
        "SELECT order_id, kind, operation_id, answer, decided_at FROM unmoved_answer"
            + " WHERE order_id IN ("
            + Rows.marks(orderIds.size())
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
}
