package io.skuline.deduction.database;

import io.skuline.deduction.FixedEpoch;
import io.skuline.deduction.database.FaultyDatabase.Fate;
import io.skuline.event.StockLevel;
import io.skuline.ledger.StoredAnswers;
import io.skuline.store.EpochTable;
import io.skuline.store.shard.Shard;
import io.skuline.store.shard.Shards;
import io.skuline.store.shard.SlotMap;
import io.skuline.verification.Audit;
import io.skuline.verification.AuditReport;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Databases that decide together, each of which can fail to commit. */
final class FaultyShards implements AutoCloseable {

  /** Two databases. SKUs A, B and C are in the second one. */
  static final SlotMap LAYOUT = SlotMap.of(List.of("0-600", "601-1023"));

  private final SlotMap layout;
  private final List<TestDatabase> databases;
  private volatile IntFunction<Fate> fates = shard -> Fate.DONE;

  FaultyShards(String name) {
    this(LAYOUT, name);
  }

  FaultyShards(SlotMap layout, String name) {
    this.layout = layout;
    this.databases =
        IntStream.range(0, layout.shards())
            .mapToObj(shard -> TestDatabase.create(name + "_" + shard))
            .toList();
  }

  /** Chooses the shards that cannot commit from now on. */
  void failing(IntPredicate which) {
    fates(shard -> which.test(shard) ? Fate.LOST : Fate.DONE);
  }

  /** Chooses what happens to the commits of each shard from now on. */
  void fates(IntFunction<Fate> ofShard) {
    fates = ofShard;
  }

  Databases databases() {
    return new Databases(
        layout, IntStream.range(0, databases.size()).mapToObj(this::faulty).toList());
  }

  private DataSource faulty(int shard) {
    return new FaultyDatabase(databases.get(shard).dataSource(), () -> fates.apply(shard));
  }

  void clear() {
    databases.forEach(TestDatabase::clear);
  }

  /** Returns the template of a database that does not fail. */
  JdbcTemplate jdbc(int shard) {
    return databases.get(shard).jdbc();
  }

  /** Returns the sum of one number over all databases. */
  long sum(String sql) {
    return databases.stream()
        .mapToLong(database -> database.jdbc().queryForObject(sql, Long.class))
        .sum();
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
        layout,
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
