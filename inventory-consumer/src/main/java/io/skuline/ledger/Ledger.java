package io.skuline.ledger;

import io.skuline.deduction.DriftAlarm;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.journal.JournalEntry;
import io.skuline.store.LedgerTables;
import io.skuline.store.Movement;
import io.skuline.store.PartitionEpochs;
import io.skuline.store.SqlLedgerTables;
import io.skuline.store.StockTable;
import io.skuline.store.UnmovedAnswer;
import io.skuline.store.shard.Shard;
import io.skuline.store.shard.SlotMap;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.PessimisticLockingFailureException;

/**
 * Stores decided batches, many in one transaction: it inserts the movements that are new, and adds
 * exactly those to the stock rows, with one update per SKU. Storing something twice changes
 * nothing. An answer that contradicts what is stored was published all the same, and {@link
 * Anomalies} stores it.
 *
 * <p>Rows and SKUs are always sorted, so that concurrent ledgers do not deadlock.
 */
public final class Ledger {

  private static final Logger log = LoggerFactory.getLogger(Ledger.class);

  private static final int ATTEMPTS = 10;

  private final LedgerTables tables;
  private final DriftAlarm alarm;
  private final SlotMap slots;
  private final int shard;

  /**
   * @param slots tells which rows are stored here: those of the shard
   */
  public Ledger(SlotMap slots, Shard shard, Clock clock, DriftAlarm alarm) {
    this(slots, shard.number(), new SqlLedgerTables(shard, clock), alarm);
  }

  Ledger(SlotMap slots, int shard, LedgerTables tables, DriftAlarm alarm) {
    this.slots = slots;
    this.shard = shard;
    this.tables = tables;
    this.alarm = alarm;
  }

  /** The counts of one transaction. */
  public record Stored(int movements, int repeats, int anomalies) {}

  /** Returns how many rows a result has here. */
  int rows(StockResult result) {
    List<StockMove> moves = result.moves();
    return moves.isEmpty()
        ? (isHere(result.key()) ? 1 : 0)
        : (int) moves.stream().filter(move -> isHere(move.stockId())).count();
  }

  private boolean isHere(String id) {
    return slots.shardOf(id) == shard;
  }

  private List<Movement> movements(StockResult result, PartitionEpochs epochs) {
    List<Movement> all = Movement.of(result, sku -> epochOf(sku, epochs));
    return slots.shards() == 1 ? all : all.stream().filter(row -> isHere(row.sku())).toList();
  }

  /**
   * A line that was only repeated, of a partition that the batch did not touch, is stored already.
   */
  private static long epochOf(String sku, PartitionEpochs epochs) {
    return epochs.covers(sku) ? epochs.of(sku) : 0;
  }

  private Optional<UnmovedAnswer> unmoved(StockResult result) {
    return isHere(result.key()) ? UnmovedAnswer.of(result) : Optional.empty();
  }

  /**
   * Stores, in one transaction, those parts of the batches that belong here.
   *
   * @throws org.springframework.dao.DataAccessException if nothing was stored; trying again is safe
   */
  public Stored store(List<JournalEntry.Batch> batches) {
    Set<Movement> unique = new HashSet<>();
    List<UnmovedAnswer> unmoved = new ArrayList<>();
    SortedSet<String> unchecked = new TreeSet<>();
    SortedSet<String> divided = new TreeSet<>();
    for (JournalEntry.Batch batch : batches) {
      for (StockResult result : batch.results()) {
        if (batch.unchecked() && rows(result) > 0) {
          unchecked.add(result.key());
        }
        unique.addAll(movements(result, batch.epochs()));
        if (batch.epochs().partitions() > 1 && result instanceof DeductionConfirmed) {
          divided.add(result.key());
        }
        unmoved(result).ifPresent(unmoved::add);
      }
      batch.transfers().stream()
          .filter(transfer -> isHere(transfer.stockId()))
          .map(transfer -> transfer.movement(epochOf(transfer.stockId(), batch.epochs())))
          .forEach(unique::add);
    }
    List<Movement> sorted = new ArrayList<>(unique);
    sorted.sort(Movement.BY_SKU_AND_SEQUENCE);
    unmoved.sort(UnmovedAnswer.BY_KEY);
    SortedMap<String, FoundDrift> drifted = new TreeMap<>();
    Stored stored =
        retryingDeadlocks(
            () -> {
              drifted.clear();
              return tables.inTransaction(
                  () -> {
                    Stored counts = store(sorted, unmoved, unchecked, drifted);
                    noteDeductedTwice(divided);
                    drifted.forEach((sku, what) -> tables.closeEpoch(sku, what.epoch()));
                    return counts;
                  });
            });
    drifted.forEach((sku, found) -> alarm.raise(sku, found.epoch(), found.what()));
    return stored;
  }

  /**
   * A divided Redis finds an order by its first SKU. One that came again with another first SKU may
   * have another answer, about other SKUs.
   */
  private void noteDeductedTwice(SortedSet<String> orders) {
    SortedSet<String> twice = orders.isEmpty() ? orders : tables.deductedTwice(orders);
    if (!twice.isEmpty()) {
      tables.noteUnchecked(twice, ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
    }
  }

  /**
   * Two ledgers may store the same batches at once if one of them lost its lease of the messages.
   * They may lock each other out, sorted or not, because a duplicate key is checked under a shared
   * lock. The database ends one of the transactions (errors 1213 and 1205), and that one begins
   * again.
   */
  private static Stored retryingDeadlocks(Supplier<Stored> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.get();
      } catch (PessimisticLockingFailureException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        log.debug("Attempt {} was locked out", attempt, e);
      }
    }
  }

  /**
   * @param unchecked orders and adjustments with rows here that may have another answer
   * @param drifted receives the SKUs of which decisions do not agree with what is stored
   */
  private Stored store(
      List<Movement> sorted,
      List<UnmovedAnswer> unmoved,
      SortedSet<String> unchecked,
      Map<String, FoundDrift> drifted) {
    if (!unmoved.isEmpty()) {
      tables.insertNewUnmoved(unmoved);
    }
    long batchId = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    if (!unchecked.isEmpty()) {
      tables.noteUnchecked(unchecked, batchId);
    }
    if (sorted.isEmpty()) {
      return new Stored(0, 0, 0);
    }
    SortedSet<String> givingBack = orderIds(sorted.stream().filter(Movement::givesBack).toList());
    if (!givingBack.isEmpty()) {
      tables.lockDeductions(givingBack);
    }
    int inserted = tables.insertNew(sorted, batchId);
    boolean allNew = inserted == sorted.size();
    Anomalies anomalies = new Anomalies(tables, batchId, drifted);
    if (!allNew) {
      anomalies.keepContradictions(sorted, orderIds(sorted));
    }
    if (!givingBack.isEmpty()) {
      anomalies.markExcess(givingBack);
    }
    if (inserted + anomalies.inserted() > 0) {
      anomalies.reportDrift(
          tables.addToStock(allNew ? sums(sorted) : tables.sums(orderIds(sorted), batchId)));
    }
    return new Stored(
        inserted - anomalies.changed(),
        sorted.size() - inserted - anomalies.contradictions(),
        anomalies.count());
  }

  private static Collection<StockTable.Sum> sums(List<Movement> movements) {
    SortedMap<String, StockTable.Sum> bySku = new TreeMap<>();
    for (Movement m : movements) {
      StockTable.Sum one =
          new StockTable.Sum(m.sku(), m.delta(), m.sequence(), 1, m.availableAfter());
      bySku.merge(m.sku(), one, StockTable.Sum::plus);
    }
    return bySku.values();
  }

  private static SortedSet<String> orderIds(List<Movement> movements) {
    SortedSet<String> ids = new TreeSet<>();
    for (Movement movement : movements) {
      ids.add(movement.orderId());
    }
    return ids;
  }
}
