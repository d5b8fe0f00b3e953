package io.skuline.deduction.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/**
 * One READ COMMITTED transaction in every shard, committed one after the other. With one shard that
 * is a transaction like any other. With several, the end of this process or of a database between
 * two commits leaves a part; {@link DatabaseDeductionEngine} says what becomes of it.
 */
final class Transaction implements AutoCloseable {

  private final List<Connection> connections = new ArrayList<>();

  private Transaction() {}

  static Transaction begin(List<DataSource> databases) throws SQLException {
    Transaction transaction = new Transaction();
    try {
      for (DataSource database : databases) {
        transaction.join(database.getConnection());
      }
      return transaction;
    } catch (SQLException | RuntimeException e) {
      transaction.rollBack(e);
      transaction.close();
      throw e;
    }
  }

  private void join(Connection connection) throws SQLException {
    connections.add(connection);
    if (connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }
    connection.setAutoCommit(false);
  }

  Connection in(int shard) {
    return connections.get(shard);
  }

  int shards() {
    return connections.size();
  }

  /**
   * @param first shards that are committed before the others
   */
  void commit(Set<Integer> first) throws SQLException {
    Set<Integer> order = new LinkedHashSet<>(first);
    for (int shard = 0; shard < connections.size(); shard++) {
      order.add(shard);
    }
    for (int shard : order) {
      connections.get(shard).commit();
    }
  }

  /** Only so that a pool can use the connections again; a broken one is rolled back by its end. */
  void rollBack(Exception reason) {
    for (Connection connection : connections) {
      try {
        connection.rollback();
      } catch (SQLException e) {
        reason.addSuppressed(e);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    SQLException failure = null;
    for (Connection connection : connections) {
      try {
        connection.close();
      } catch (SQLException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
