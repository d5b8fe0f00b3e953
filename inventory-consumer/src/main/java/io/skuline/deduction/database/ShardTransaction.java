package io.skuline.deduction.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * One READ COMMITTED transaction in every shard, committed one after the other. With one shard that
 * is an ordinary transaction. With several, the end of this process or of a database between two
 * commits leaves a part; {@link DatabaseDeductionEngine} says what becomes of it.
 *
 * <p>Locks of orders outlive all of these transactions: with several shards, a transaction of its
 * own has them. Otherwise a second delivery of an order could read what only some shards have
 * committed.
 */
final class ShardTransaction implements AutoCloseable {

  private static final int ALIVE_SECONDS = 5;

  /**
   * The connections by shard; if several shards decide about orders, the last one is the connection
   * with the locks of orders.
   */
  private final List<Connection> connections = new ArrayList<>();

  private final int shards;
  private final boolean lockingApart;

  private ShardTransaction(int shards, boolean lockingApart) {
    this.shards = shards;
    this.lockingApart = lockingApart;
  }

  /** Begins a transaction that decides about orders. */
  static ShardTransaction begin(List<DataSource> databases) throws SQLException {
    return begin(databases, databases.size() > 1);
  }

  /** Begins a transaction that decides about no orders, and so needs no locks of them. */
  static ShardTransaction beginTransfer(List<DataSource> databases) throws SQLException {
    return begin(databases, false);
  }

  private static ShardTransaction begin(List<DataSource> databases, boolean lockingApart)
      throws SQLException {
    ShardTransaction transaction = new ShardTransaction(databases.size(), lockingApart);
    try {
      for (DataSource database : databases) {
        transaction.join(database.getConnection());
      }
      if (lockingApart) {
        transaction.join(databases.get(0).getConnection());
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

  JdbcTemplate in(int shard) {
    return jdbc(connections.get(shard));
  }

  /** Returns the template for the locks of orders, in the first shard. */
  JdbcTemplate locks() {
    return jdbc(lockConnection());
  }

  private Connection lockConnection() {
    return connections.get(connections.size() - 1);
  }

  /** Returns a template that uses one connection and leaves it open. */
  static JdbcTemplate jdbc(Connection connection) {
    return new JdbcTemplate(new SingleConnectionDataSource(connection, true));
  }

  int shards() {
    return shards;
  }

  /**
   * @param first shards that are committed before the others, in this order
   * @throws SQLException if not all shards are committed; with several shards also, before any
   *     commit, if the locks are lost
   */
  void commit(Collection<Integer> first) throws SQLException {
    if (lockingApart && !lockConnection().isValid(ALIVE_SECONDS)) {
      throw new SQLNonTransientConnectionException("The locks of the orders are lost", "08S01");
    }
    Set<Integer> order = new LinkedHashSet<>(first);
    for (int shard = 0; shard < shards; shard++) {
      order.add(shard);
    }
    for (int shard : order) {
      connections.get(shard).commit();
    }
    if (lockingApart) {
      lockConnection().rollback();
    }
  }

  /**
   * This only makes the connections usable again for a pool; a broken connection is rolled back
   * when it ends.
   */
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
