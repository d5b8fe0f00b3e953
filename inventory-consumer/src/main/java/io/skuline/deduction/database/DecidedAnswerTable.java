package io.skuline.deduction.database;

import io.skuline.deduction.CompactResult;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.StockResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** The table {@code unmoved_answer}: answers that moved no stock. */
final class UnmovedAnswerTable {

  private UnmovedAnswerTable() {}

  /** Adds to the answers those of these orders and adjustments that moved nothing. */
  static void recall(Connection connection, List<String> ids, Answers answers) throws SQLException {
    Sql.query(
        connection,
        "SELECT order_id, kind, operation_id, answer FROM unmoved_answer WHERE order_id IN (%s)",
        ids,
        row -> {
          boolean cancellation = row.getString(2).charAt(0) == 'X';
          String operationId = cancellation ? ReturnAccepted.CANCELLATION : row.getString(3);
          answers.add(CompactResult.decode(row.getString(1), operationId, row.getString(4)));
        });
  }

  /**
   * @throws SQLException a duplicate key, if one of the events was decided elsewhere since
   */
  static void insert(Connection connection, List<StockResult> results) throws SQLException {
    for (List<StockResult> some : Sql.chunks(results)) {
      String sql =
          "INSERT INTO unmoved_answer (order_id, kind, operation_id, answer, decided_at) VALUES "
              + Sql.repeat("(?,?,?,?,?)", some.size(), ",");
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        int at = 1;
        for (StockResult result : some) {
          Identity identity = Identity.of(result);
          statement.setString(at++, identity.key());
          statement.setString(at++, kind(identity.kind()));
          statement.setString(at++, identity.operationId());
          statement.setString(at++, CompactResult.encode(result));
          statement.setLong(at++, result.decidedAt().toEpochMilli());
        }
        statement.executeUpdate();
      }
    }
  }

  private static String kind(Identity.Kind kind) {
    return switch (kind) {
      case ORDER -> "D";
      case CANCELLATION -> "X";
      case RETURN -> "R";
      case ADJUSTMENT -> "A";
    };
  }
}
