package io.skuline.deduction.database;

import io.skuline.event.OperationId;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.StockResult;
import io.skuline.store.LockingSql;
import io.skuline.wire.CompactResultCodec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** The table {@code unmoved_answer}: answers that moved no stock. */
final class DecidedAnswerTable {

  private DecidedAnswerTable() {}

  /** Adds to the answers those of these orders and adjustments that moved nothing. */
  static void recall(Connection connection, List<String> ids, KnownAnswers answers)
      throws SQLException {
    LockingSql.query(
        connection,
        "SELECT order_id, kind, operation_id, answer FROM unmoved_answer WHERE order_id IN (%s)",
        ids,
        row -> {
          boolean cancellation = row.getString(2).charAt(0) == 'X';
          String operationId = cancellation ? ReturnAccepted.CANCELLATION : row.getString(3);
          answers.add(CompactResultCodec.decode(row.getString(1), operationId, row.getString(4)));
        });
  }

  /**
   * @throws SQLException a duplicate key, if one of the events was decided elsewhere since
   */
  static void insert(Connection connection, List<StockResult> results) throws SQLException {
    for (List<StockResult> some : LockingSql.chunks(results)) {
      String sql =
          "INSERT INTO unmoved_answer (order_id, kind, operation_id, answer, decided_at) VALUES "
              + LockingSql.repeat("(?,?,?,?,?)", some.size(), ",");
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        int at = 1;
        for (StockResult result : some) {
          OperationId operation = OperationId.of(result);
          statement.setString(at++, operation.key());
          statement.setString(at++, kind(operation.kind()));
          statement.setString(at++, operation.operationId());
          statement.setString(at++, CompactResultCodec.encode(result));
          statement.setLong(at++, result.decidedAt().toEpochMilli());
        }
        statement.executeUpdate();
      }
    }
  }

  private static String kind(OperationId.Kind kind) {
    return switch (kind) {
      case ORDER -> "D";
      case CANCELLATION -> "X";
      case RETURN -> "R";
      case ADJUSTMENT -> "A";
    };
  }
}
