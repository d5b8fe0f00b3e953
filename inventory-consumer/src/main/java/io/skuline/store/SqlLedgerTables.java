package io.skuline.store;

import io.skuline.store.shard.Shard;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The tables of a shard. */
public final class SqlLedgerTables implements LedgerTables {

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final MovementTable movements;
  private final StockTable stock;
  private final UnmovedAnswerTable unmovedAnswers;
  private final AnomalyTable anomalies;
  private final UnplacedMovementTable unplaced;
  private final UncheckedAnswerTable uncheckedAnswers;
  private final DriftCheck drifts;

  public SqlLedgerTables(Shard shard, Clock clock) {
    this.jdbc = shard.jdbc();
    this.transaction = shard.transaction();
    this.drifts = new DriftCheck(jdbc);
    this.movements = new MovementTable(jdbc);
    this.stock = new StockTable(jdbc);
    this.unmovedAnswers = new UnmovedAnswerTable(jdbc);
    this.anomalies = new AnomalyTable(jdbc, clock);
    this.uncheckedAnswers = new UncheckedAnswerTable(jdbc);
    this.unplaced = new UnplacedMovementTable(jdbc);
  }

  @Override
  public <T> T inTransaction(Supplier<T> work) {
    return transaction.execute(status -> work.get());
  }

  @Override
  public void insertNewUnmoved(List<UnmovedAnswer> sorted) {
    unmovedAnswers.insertNew(sorted);
  }

  @Override
  public void lockDeductions(SortedSet<String> orderIds) {
    movements.lockDeductions(orderIds);
  }

  @Override
  public int insertNew(List<Movement> sorted, long batchId) {
    return movements.insertNew(sorted, batchId);
  }

  @Override
  public List<Movement> about(Collection<String> orderIds) {
    return movements.about(orderIds);
  }

  @Override
  public SortedSet<String> deductedTwice(SortedSet<String> orderIds) {
    return new TreeSet<>(
        jdbc.queryForList(
            """
            SELECT order_id FROM movement WHERE order_id IN (%s) AND kind = 'D'
            GROUP BY order_id HAVING COUNT(DISTINCT decided_at) > 1
            """
                .formatted(SqlText.marks(orderIds.size())),
            String.class,
            orderIds.toArray()));
  }

  @Override
  public List<StockTable.Sum> sums(Collection<String> orderIds, long batchId) {
    return movements.sums(orderIds, batchId);
  }

  @Override
  public List<MovementTable.Excess> excessReturns(SortedSet<String> orderIds) {
    return movements.excessReturns(orderIds);
  }

  @Override
  public Optional<Movement> latestReturn(MovementTable.Excess excess, long batchId) {
    return movements.latestReturn(excess, batchId);
  }

  @Override
  public int toAnomaly(Movement line, long batchId) {
    return movements.toAnomaly(line, batchId);
  }

  @Override
  public boolean keepUnplaced(Movement anomaly) {
    return unplaced.keep(anomaly);
  }

  @Override
  public SortedSet<String> addToStock(Collection<StockTable.Sum> sums) {
    return stock.add(sums);
  }

  @Override
  public List<DriftCheck.Drift> drifts(SortedSet<String> skus) {
    return drifts.of(skus);
  }

  @Override
  public boolean addAnomaly(String orderId, String sku, String detail) {
    return anomalies.add(orderId, sku, detail);
  }

  @Override
  public List<Movement> odd(String sku) {
    return movements.odd(sku);
  }

  @Override
  public int toAnomaly(Movement movement) {
    return movements.toAnomaly(movement);
  }

  @Override
  public void closeEpoch(String sku, long epoch) {
    List<Integer> partitions =
        jdbc.queryForList("SELECT partitions FROM epoch WHERE id = 1", Integer.class);
    for (int all : partitions) {
      new EpochTable(jdbc).close(PartitionEpochs.partitionOf(sku, all), epoch);
    }
  }

  @Override
  public List<UnmovedAnswer> unmovedAbout(Collection<String> orderIds) {
    return unmovedAnswers.about(orderIds);
  }

  @Override
  public int remove(UnmovedAnswer answer) {
    return unmovedAnswers.remove(answer);
  }

  @Override
  public void noteUnchecked(SortedSet<String> ids, long batchId) {
    uncheckedAnswers.note(ids, batchId);
  }

  @Override
  public List<UncheckedAnswerTable.Unchecked> unchecked(int limit) {
    return uncheckedAnswers.some(limit);
  }

  @Override
  public void checked(UncheckedAnswerTable.Unchecked note) {
    uncheckedAnswers.remove(note);
  }
}
