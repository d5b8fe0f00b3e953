package io.skuline.deduction.database;

import io.skuline.deduction.FixedEpoch;
import io.skuline.event.StockLevel;
import io.skuline.ledger.StoredAnswers;
import io.skuline.store.EpochTable;
import io.skuline.store.shard.Shard;
import io.skuline.store.shard.Shards;
import io.skuline.store.shard.SlotMap;
import io.skuline.verification.Audit;
import io.skuline.verification.AuditReport;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Two databases, each of which can fail to commit. SKUs A, B and C are in the second one. */
final class TwoShards implements AutoCloseable {

  static final SlotMap LAYOUT = SlotMap.of(List.of("0-600", "601-1023"));

  private final List<TestDatabase> databases;
  private volatile IntPredicate failing = shard -> false;

  TwoShards(String name) {
    databases = List.of(TestDatabase.create(name + "_0"), TestDatabase.create(name + "_1"));
  }

  /** Chooses the shards that cannot commit from now on. */
  void failing(IntPredicate which) {
    failing = which;
  }

  Databases databases() {
    return new Databases(
        LAYOUT, IntStream.range(0, databases.size()).mapToObj(this::faulty).toList());
  }

  private DataSource faulty(int shard) {
    return new DelegatingDataSource(databases.get(shard).dataSource()) {
      @Override
      public Connection getConnection() throws SQLException {
        return faulty(shard, super.getConnection());
      }
    };
  }

  private Connection faulty(int shard, Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            TwoShards.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("commit") && failing.test(shard)) {
                throw new SQLNonTransientConnectionException("The server has gone away", "08S01");
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  void clear() {
    databases.forEach(TestDatabase::clear);
  }

  Map<String, StockLevel> stock() {
    Map<String, StockLevel> all = new HashMap<>();
    databases.forEach(database -> all.putAll(database.stock()));
    return all;
  }

  /** Returns what the ledger would answer from. */
  StoredAnswers archive() {
    return new StoredAnswers(shards(), new EpochTable(shards().all().get(0).jdbc()));
  }

  Shards shards() {
    return new Shards(
        LAYOUT,
        IntStream.range(0, databases.size())
            .mapToObj(shard -> new Shard(shard, databases.get(shard).dataSource(), null))
            .toList());
  }

  /** Returns how many transactions of the server wait for a lock. */
  int waiting() {
    return databases
        .get(0)
        .jdbc()
        .queryForObject(
            "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'",
            Integer.class);
  }

  AuditReport audit() throws InterruptedException {
    return new Audit(shards(), skus -> stock(), FixedEpoch.ONE).run(Duration.ZERO);
  }

  @Override
  public void close() {
    databases.forEach(TestDatabase::close);
  }
}
