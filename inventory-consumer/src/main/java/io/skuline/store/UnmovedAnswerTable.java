package io.skuline.store;

import io.skuline.event.OperationId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code unmoved_answer}. */
public final class UnmovedAnswerTable {

  private static final String COLUMNS = "order_id, kind, operation_id, answer, decided_at";

  private static final BatchStatement INSERT_NEW =
      new BatchStatement("INSERT IGNORE INTO unmoved_answer (" + COLUMNS + ") VALUES ", 5, "");

  private static final BatchStatement INSERT =
      new BatchStatement("INSERT INTO unmoved_answer (" + COLUMNS + ") VALUES ", 5, "").exact();

  private final JdbcTemplate jdbc;

  public UnmovedAnswerTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Tells whether there is no such answer at all. */
  public boolean isEmpty() {
    return jdbc.queryForList("SELECT 1 FROM unmoved_answer LIMIT 1", Integer.class).isEmpty();
  }

  /** Inserts the answers that are not there yet. */
  void insertNew(List<UnmovedAnswer> sorted) {
    INSERT_NEW.update(jdbc, sorted, UnaryOperator.identity(), UnmovedAnswerTable::bind);
  }

  /**
   * Inserts rows.
   *
   * @throws org.springframework.dao.DuplicateKeyException if one is there already
   */
  public void insert(List<UnmovedAnswer> answers) {
    INSERT.update(jdbc, answers, UnaryOperator.identity(), UnmovedAnswerTable::bind);
  }

  private static void bind(PreparedStatement row, int at, UnmovedAnswer answer)
      throws SQLException {
    row.setString(at, answer.orderId());
    row.setString(at + 1, String.valueOf(answer.kindCode()));
    row.setString(at + 2, answer.operation().operationId());
    row.setString(at + 3, answer.answer());
    row.setLong(at + 4, answer.decidedAt());
  }

  /** Returns everything stored about these orders and adjustments. */
  public List<UnmovedAnswer> about(Collection<String> orderIds) {
    return jdbc.query(
        """
        SELECT order_id, kind, operation_id, answer, decided_at FROM unmoved_answer
        WHERE order_id IN (%s)
        """
            .formatted(SqlText.marks(orderIds.size())),
        (row, n) ->
            new UnmovedAnswer(
                new OperationId(
                    UnmovedAnswer.kind(row.getString("kind").charAt(0)),
                    row.getString("order_id"),
                    row.getString("operation_id")),
                row.getString("answer"),
                row.getLong("decided_at")),
        orderIds.toArray());
  }

  /** Removes a row; returns how many rows were removed, 0 or 1. */
  int remove(UnmovedAnswer answer) {
    return jdbc.update(
        """
        DELETE FROM unmoved_answer
        WHERE order_id = ? AND kind = ? AND operation_id = ? AND decided_at = ?
        """,
        answer.orderId(),
        String.valueOf(answer.kindCode()),
        answer.operation().operationId(),
        answer.decidedAt());
  }
}
