package io.skuline.bench.ledger;

import com.zaxxer.hikari.HikariDataSource;
import io.skuline.bench.SqlPerOrder;
import io.skuline.journal.JournalEntry;
import io.skuline.ledger.Ledger;
import io.skuline.stack.process.JdbcAccess;
import io.skuline.store.shard.Shard;
import io.skuline.store.shard.Shards;
import io.skuline.store.shard.SlotMap;
import io.skuline.verification.LedgerVerifier;
import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.flywaydb.core.Flyway;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Skuline's ledger over its own tables, as the service uses it: batches of 32, 32 at a time. */
final class BatchedLedger implements Writer {

  private static final int BATCH = 32;

  /** The most batches that one receive from the journal brings. */
  private static final int BATCHES = 32;

  private static final List<String> TABLES =
      List.of("stock", "movement", "unmoved_answer", "ledger_anomaly");

  private final List<String> skus;
  private final int units;
  private final HikariDataSource pool;
  private final JdbcTemplate jdbc;
  private final Ledger ledger;
  private final Threads threads;
  private final LongAdder lockedOut = new LongAdder();
  private final Queue<String> problems = new ConcurrentLinkedQueue<>();
  private List<List<JournalEntry.Batch>> transactions = List.of();
  private int expected;

  BatchedLedger(JdbcAccess access, String database, List<String> skus, int units, int threads) {
    this.skus = skus;
    this.units = units;
    this.pool =
        SqlPerOrder.pool(access.urlOfCreated(database), access.user(), access.password(), threads);
    Flyway.configure().dataSource(pool).load().migrate();
    this.jdbc = new JdbcTemplate(pool);
    Shard shard = new Shard(0, pool, null);
    this.ledger =
        new Ledger(
            SlotMap.single(), shard, Clock.systemUTC(), (sku, epoch, what) -> problems.add(what));
    this.threads = new Threads(threads);
  }

  @Override
  public String title() {
    return "the batched ledger";
  }

  @Override
  public void prepare(int orders, long seed) {
    TABLES.forEach(table -> Tables.empty(jdbc, table));
    DecidedBatches decided = new DecidedBatches(skus, units);
    Pieces.of(decided.stocked(BATCH), BATCHES).forEach(ledger::store);
    transactions = Pieces.of(decided.sold(orders, BATCH, seed), BATCHES);
    expected = skus.size() + orders;
  }

  @Override
  public void write() {
    threads.each(transactions, this::store);
  }

  /** Stores batches; tries again until they are stored, as the service does. */
  private void store(List<JournalEntry.Batch> batches) {
    Ledger.Stored stored = null;
    while (stored == null) {
      try {
        stored = ledger.store(batches);
      } catch (PessimisticLockingFailureException e) {
        lockedOut.increment();
      }
    }
    if (stored.repeats() + stored.anomalies() > 0) {
      problems.add(stored.toString());
    }
  }

  /** Returns how often the ledger gave up on a transaction so far and had to be called again. */
  long lockedOut() {
    return lockedOut.sum();
  }

  @Override
  public void check() throws InterruptedException {
    LedgerVerifier.Report report = new LedgerVerifier(Shards.single(pool)).run(0, movements -> {});
    if (!report.passed() || report.movements() != expected || !problems.isEmpty()) {
      throw new IllegalStateException(
          "Not %d movements that add up: %s, %s".formatted(expected, report, problems));
    }
  }

  @Override
  public void close() {
    threads.close();
    pool.close();
  }
}
