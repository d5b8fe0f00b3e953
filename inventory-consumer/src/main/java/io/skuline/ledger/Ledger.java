package io.skuline.ledger;

import io.skuline.deduction.DriftAlarm;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.journal.JournalEntry;
import io.skuline.shard.Layout;
import io.skuline.shard.Shard;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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
 * Stores decided batches, many in one transaction: insert the movements that are new, fold exactly
 * those into the stock rows, one update per SKU. Storing something twice changes nothing.
 *
 * <p>Rows and SKUs are always sorted, so that concurrent ledgers do not deadlock.
 */
public final class Ledger {

  private static final Logger log = LoggerFactory.getLogger(Ledger.class);

  private static final int ATTEMPTS = 10;

  private final LedgerTables tables;
  private final DriftAlarm alarm;
  private final Layout layout;
  private final int shard;

  /**
   * @param layout which rows are stored here: those of the shard
   */
  public Ledger(Layout layout, Shard shard, Clock clock, DriftAlarm alarm) {
    this(layout, shard.number(), new SqlLedgerTables(shard, clock), alarm);
  }

  Ledger(Layout layout, int shard, LedgerTables tables, DriftAlarm alarm) {
    this.layout = layout;
    this.shard = shard;
    this.tables = tables;
    this.alarm = alarm;
  }

  /** What one transaction stored. */
  public record Stored(int movements, int repeats, int anomalies) {}

  /** How many rows a result has here. */
  int rows(StockResult result) {
    List<StockMove> moves = Movement.moves(result);
    return moves.isEmpty()
        ? (isHere(result.key()) ? 1 : 0)
        : (int) moves.stream().filter(move -> isHere(move.sku())).count();
  }

  private boolean isHere(String id) {
    return layout.shardOf(id) == shard;
  }

  private List<Movement> movements(StockResult result, long epoch) {
    List<Movement> all = Movement.of(result, epoch);
    return layout.shards() == 1 ? all : all.stream().filter(row -> isHere(row.sku())).toList();
  }

  private Optional<UnmovedAnswer> unmoved(StockResult result) {
    return isHere(result.key()) ? UnmovedAnswer.of(result) : Optional.empty();
  }

  /**
   * Stores in one transaction what of the batches belongs here.
   *
   * @throws org.springframework.dao.DataAccessException if nothing was stored; trying again is safe
   */
  public Stored store(List<JournalEntry.Batch> batches) {
    Set<Movement> unique = new HashSet<>();
    List<UnmovedAnswer> unmoved = new ArrayList<>();
    for (JournalEntry.Batch batch : batches) {
      for (StockResult result : batch.results()) {
        unique.addAll(movements(result, batch.epoch()));
        unmoved(result).ifPresent(unmoved::add);
      }
    }
    List<Movement> sorted = new ArrayList<>(unique);
    sorted.sort(Movement.BY_SKU_AND_SEQUENCE);
    unmoved.sort(UnmovedAnswer.BY_KEY);
    SortedMap<Long, String> drifted = new TreeMap<>();
    Stored stored =
        retryingDeadlocks(
            () -> {
              drifted.clear();
              return tables.inTransaction(() -> store(sorted, unmoved, drifted));
            });
    drifted.forEach(alarm::raise);
    return stored;
  }

  /**
   * The same batches stored by two ledgers at once (one of them lost hold of its messages) may lock
   * each other out, sorted or not: a duplicate key is checked under a shared lock. The database
   * ends one of them (errors 1213 and 1205), and it begins again.
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
   * @param drifted gets the epochs that do not add up with what is stored, and why
   */
  private Stored store(
      List<Movement> sorted, List<UnmovedAnswer> unmoved, Map<Long, String> drifted) {
    if (!unmoved.isEmpty()) {
      tables.insertNewUnmoved(unmoved);
    }
    if (sorted.isEmpty()) {
      return new Stored(0, 0, 0);
    }
    long batchId = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    SortedSet<String> givingBack = orderIds(sorted.stream().filter(Movement::givesBack).toList());
    if (!givingBack.isEmpty()) {
      tables.lockDeductions(givingBack);
    }
    int inserted = tables.insertNew(sorted, batchId);
    int bad =
        inserted == sorted.size() ? 0 : reportContradictions(sorted, inserted, batchId, drifted);
    int repeats = sorted.size() - inserted - bad;
    int excess = givingBack.isEmpty() ? 0 : refuseExcess(givingBack, batchId);
    inserted -= excess;
    if (inserted > 0) {
      boolean allNew = inserted == sorted.size();
      tables.addToStock(allNew ? sums(sorted) : tables.sums(orderIds(sorted), batchId));
      bad += reportDrift(sorted, drifted);
    }
    return new Stored(inserted, repeats, bad + excess);
  }

  /**
   * A return of more than was deducted is not stored, whoever accepted it. A return that comes
   * before its deduction, which the ledger cannot exclude, is stored unchecked; the audit checks
   * it.
   *
   * @return how many movements were refused
   */
  private int refuseExcess(SortedSet<String> givingBack, long batchId) {
    int refused = 0;
    int latest;
    do {
      latest = refuseLatestExcess(givingBack, batchId);
      refused += latest;
    } while (latest > 0);
    return refused;
  }

  /** One return of each order at a time, since the ones before it may be within bounds. */
  private int refuseLatestExcess(SortedSet<String> givingBack, long batchId) {
    int refused = 0;
    Set<String> orders = new HashSet<>();
    for (MovementTable.Excess excess : tables.excessReturns(givingBack)) {
      int taken = orders.add(excess.orderId()) ? tables.takeBackLatestReturn(excess, batchId) : 0;
      if (taken > 0) {
        refused += taken;
        log.error("Not stored, {} movements: {}", taken, excess);
        tables.addAnomaly(excess.orderId(), excess.sku(), "return refused: " + excess);
      }
    }
    return refused;
  }

  /**
   * INSERT IGNORE passes over repeats, which is wanted, and over rows that break a constraint,
   * which must not go unnoticed: the same movement with other facts, or another one in its place.
   */
  private int reportContradictions(
      List<Movement> sorted, int inserted, long batchId, Map<Long, String> drifted) {
    Map<Key, Movement> stored = new HashMap<>();
    for (Movement row : tables.about(orderIds(sorted))) {
      stored.put(Key.of(row), row);
    }
    int bad = 0;
    for (Movement movement : sorted) {
      Movement there = stored.get(Key.of(movement));
      if (there == null || !there.equals(asStored(movement, there))) {
        bad++;
        log.error("Not stored: {} contradicts {}", movement, there);
        tables.addAnomaly(movement.orderId(), movement.sku(), movement + " contradicts " + there);
        if (there == null) {
          // Its place is taken, or it goes below zero: whoever decided it did not know the stock.
          drifted.put(movement.epoch(), "The ledger cannot store " + movement);
        }
      }
    }
    log.debug("{} of {} movements inserted by attempt {}", inserted, sorted.size(), batchId);
    return bad;
  }

  /** What is decided wrongly was told all the same, so it is stored all the same, and reported. */
  private int reportDrift(List<Movement> sorted, Map<Long, String> drifted) {
    List<DriftCheck.Drift> found = tables.drifts(skus(sorted));
    for (DriftCheck.Drift drift : found) {
      log.error("Does not add up: {}", drift);
      tables.addAnomaly(drift.orderId(), drift.sku(), "does not add up: " + drift);
      drifted.put(drift.epoch(), "The ledger's sum differs: " + drift);
    }
    return found.size();
  }

  /**
   * The same answer may be journaled again in a later epoch; how many lines it has was not always
   * stored.
   */
  private static Movement asStored(Movement m, Movement other) {
    return new Movement(
        m.orderId(),
        m.kind(),
        m.operationId(),
        m.sku(),
        m.delta(),
        m.availableAfter(),
        m.sequence(),
        m.lineNo(),
        other.lineCount(),
        m.decidedAt(),
        other.epoch());
  }

  private static Collection<StockTable.Sum> sums(List<Movement> movements) {
    SortedMap<String, StockTable.Sum> bySku = new TreeMap<>();
    for (Movement m : movements) {
      StockTable.Sum one = new StockTable.Sum(m.sku(), m.delta(), m.sequence(), 1);
      bySku.merge(m.sku(), one, StockTable.Sum::plus);
    }
    return bySku.values();
  }

  private static SortedSet<String> skus(List<Movement> movements) {
    SortedSet<String> skus = new TreeSet<>();
    for (Movement movement : movements) {
      skus.add(movement.sku());
    }
    return skus;
  }

  private static SortedSet<String> orderIds(List<Movement> movements) {
    SortedSet<String> ids = new TreeSet<>();
    for (Movement movement : movements) {
      ids.add(movement.orderId());
    }
    return ids;
  }

  /** The primary key of a movement. */
  private record Key(String orderId, char kind, String operationId, String sku) {
    static Key of(Movement m) {
      return new Key(m.orderId(), m.kind(), m.operationId(), m.sku());
    }
  }
}
