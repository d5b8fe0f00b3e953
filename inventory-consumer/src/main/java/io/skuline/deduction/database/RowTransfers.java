package io.skuline.deduction.database;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.event.SkuBuckets;
import io.skuline.event.StockLevel;
import io.skuline.store.DividedStockTable;
import io.skuline.store.StockRow;
import io.skuline.store.StockTable;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Moves units between a SKU's own row, the base, and the rows of its buckets, in transactions of
 * their own. The base rejects orders, and says durably whether other rows may have units. So it
 * says so before it gives the first unit, and until it has taken the last one.
 *
 * <p>With several databases, the giver's half of a transfer is committed before the taker's. If
 * somebody dies in between, the units are nowhere, and the base says that there may be some. Who
 * collects them next completes what is missing; until then nobody is rejected.
 *
 * <p>A failure of a database is a {@link DeductionUnavailableException}; trying again is safe.
 */
final class RowTransfers implements MovableUnits {

  /** The most units that a movement can have, with room for those that come back. */
  private static final long MOST_UNITS = 1_000_000_000;

  private static final int MOST_ATTEMPTS = 10;

  /** The number of MariaDB's error that a row has changed since it was read. */
  private static final int CHANGED_SINCE = 1020;

  /** What is collected is not lent again at once: somebody wants more than a share. */
  private static final long PAUSE_MILLIS = 1000;

  private static final Collected NOTHING =
      new Collected(false, Collections.unmodifiableSortedSet(new TreeSet<>()));

  private final Databases databases;
  private final Clock clock;
  private final Map<String, Long> collectedAt = new ConcurrentHashMap<>();

  RowTransfers(Databases databases, Clock clock) {
    this.databases = databases;
    this.clock = clock;
  }

  /** Returns the names of the first rows of a SKU; the first one is the base. */
  static List<String> names(String sku, int rows) {
    return IntStream.range(0, rows).mapToObj(bucket -> SkuBuckets.id(sku, bucket)).toList();
  }

  /** Returns over how many rows the units of the SKUs may lie, of those that are divided. */
  Map<String, Integer> lent(List<String> skus) {
    Map<String, Integer> lent = new HashMap<>();
    databases.layout().split(skus).forEach((shard, some) -> lent.putAll(table(shard).lent(some)));
    return lent;
  }

  @Override
  public Map<String, StockLevel> levels(List<String> stockIds) {
    Map<String, StockLevel> levels = new HashMap<>();
    databases
        .layout()
        .split(stockIds)
        .forEach((shard, some) -> levels.putAll(new StockTable(jdbc(shard)).levels(some)));
    return levels;
  }

  @Override
  public void mark(String sku, int rows) {
    asking(
        () -> {
          table(databases.layout().shardOf(sku)).mark(sku, rows);
          return null;
        });
  }

  /**
   * Divides the units of a SKU evenly over its first rows, if they are all at the base and no row
   * is in quarantine.
   *
   * @param least the least share of a row; if there is less, nothing is done
   * @return the share, 0 if nothing was done
   */
  long lend(String sku, int rows, int least) {
    return asking(
        () -> {
          addMissing(sku, rows);
          return inTransaction(transaction -> lend(transaction, sku, rows, least));
        });
  }

  private long lend(ShardTransaction transaction, String sku, int rows, int least)
      throws SQLException {
    TransferBatch batch = lock(transaction, sku, rows);
    StockRow base = batch.base();
    long share = Math.min(base.available() / rows, MOST_UNITS);
    if (base.lent() > 0 || share < least || !batch.quarantined().isEmpty()) {
      transaction.commit(List.of());
      return 0;
    }
    batch.lend(Math.toIntExact(share));
    batch.store(rows);
    transaction.commit(List.of(databases.layout().shardOf(sku)));
    return share;
  }

  /** Tells whether this instance has collected units of the SKU in the last second. */
  boolean hasJustCollected(String sku) {
    Long collected = collectedAt.get(sku);
    return collected != null && clock.millis() - collected < PAUSE_MILLIS;
  }

  @Override
  public Collected collect(String sku) {
    Collected collected =
        asking(
            () -> {
              int rows = lent(List.of(sku)).getOrDefault(sku, 0);
              addMissing(sku, rows);
              return rows < 1
                  ? NOTHING
                  : inTransaction(transaction -> collect(transaction, sku, rows));
            });
    if (collected.moved()) {
      collectedAt.put(sku, clock.millis());
    }
    return collected;
  }

  private Collected collect(ShardTransaction transaction, String sku, int rows)
      throws SQLException {
    TransferBatch batch = lock(transaction, sku, rows);
    if (batch.base().lent() == 0) {
      transaction.commit(List.of());
      return NOTHING;
    }
    if (batch.base().lent() > rows) {
      throw new SQLException("More rows of " + sku + " were lent units", "40001", CHANGED_SINCE);
    }
    SortedSet<String> left = new TreeSet<>(batch.quarantined());
    int still = left.contains(sku) ? batch.base().lent() : batch.collect(left);
    boolean moved = batch.store(still);
    transaction.commit(othersThan(databases.layout().shardOf(sku)));
    return new Collected(moved, left);
  }

  /** The base is committed last: only then it says that no other row has units. */
  private List<Integer> othersThan(int shard) {
    return IntStream.range(0, databases.layout().shards())
        .filter(each -> each != shard)
        .boxed()
        .toList();
  }

  private TransferBatch lock(ShardTransaction transaction, String sku, int rows) {
    return TransferBatch.lock(
        transaction, databases.layout(), sku, names(sku, rows), clock.millis());
  }

  private void addMissing(String sku, int rows) {
    if (rows > 1) {
      databases
          .layout()
          .split(names(sku, rows).subList(1, rows))
          .forEach((shard, some) -> table(shard).addMissing(some));
    }
  }

  private JdbcTemplate jdbc(int shard) {
    return new JdbcTemplate(databases.each().get(shard));
  }

  private DividedStockTable table(int shard) {
    return new DividedStockTable(jdbc(shard));
  }

  /** What may be done in a transaction that is rolled back if it fails. */
  private interface Work<T> {
    T in(ShardTransaction transaction) throws SQLException;
  }

  private <T> T inTransaction(Work<T> work) throws SQLException {
    try (ShardTransaction transaction = ShardTransaction.beginTransfer(databases.each())) {
      try {
        return work.in(transaction);
      } catch (SQLException | RuntimeException e) {
        transaction.rollBack(e);
        throw e;
      }
    }
  }

  private interface Call<T> {
    T get() throws SQLException;
  }

  /** A transaction that lost a race is done again from its start. */
  private static <T> T asking(Call<T> call) {
    for (int attempt = 1; ; attempt++) {
      try {
        return call.get();
      } catch (SQLException | DataAccessException e) {
        if (attempt == MOST_ATTEMPTS || SqlFailure.of(e) != SqlFailure.RACE) {
          throw SqlFailure.giveUp(e);
        }
      }
    }
  }
}
