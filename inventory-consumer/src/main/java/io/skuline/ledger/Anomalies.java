package io.skuline.ledger;

import io.skuline.store.DriftCheck;
import io.skuline.store.LedgerTables;
import io.skuline.store.Movement;
import io.skuline.store.MovementKind;
import io.skuline.store.MovementTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores, in one transaction of the ledger, the answers that contradict what is stored. Such an
 * answer was published all the same. So it is stored all the same, as a movement of kind {@link
 * MovementKind#ANOMALY}: the numbers of its SKU have no gap, and the sums stay those of Redis. Each
 * anomaly is reported once, when it is new.
 *
 * <ul>
 *   <li>A second answer about one event: the first answer counts, and all lines of the second are
 *       anomalies; see also {@link SecondAnswers}.
 *   <li>A number that another movement has: the decision was made without knowing the stock. The
 *       movement waits for a number of its own until the next rebuild, for which this class raises
 *       the alarm.
 *   <li>A deduction to below zero: treated likewise, but its number is its own.
 *   <li>Movements that do not leave the units that they say, once their SKU is complete: likewise.
 *   <li>A return of more than was deducted. A return that arrives before its deduction, which the
 *       ledger cannot exclude, is stored unchecked; the audit checks it.
 * </ul>
 */
final class Anomalies {

  private static final Logger log = LoggerFactory.getLogger(Anomalies.class);

  private final LedgerTables tables;
  private final long batchId;
  private final Map<String, FoundDrift> drifted;
  private int contradictions;
  private int inserted;
  private int changed;
  private int drifts;

  /**
   * @param batchId marks the rows that this transaction inserts
   * @param drifted receives the epochs that do not agree with what is stored, and the reasons
   */
  Anomalies(LedgerTables tables, long batchId, Map<String, FoundDrift> drifted) {
    this.tables = tables;
    this.batchId = batchId;
    this.drifted = drifted;
  }

  /** Returns how many movements contradicted what is stored, and were new. */
  int contradictions() {
    return contradictions;
  }

  /** Returns how many of them have a row that is marked as this transaction's. */
  int inserted() {
    return inserted;
  }

  /** Returns how many movements that this transaction had inserted are anomalies now. */
  int changed() {
    return changed;
  }

  /** Returns the number of everything that was reported. */
  int count() {
    return contradictions + changed + drifts;
  }

  /**
   * INSERT IGNORE passes over repeats, which is wanted. It also passes over rows that break a
   * constraint, which must not go unnoticed: the same movement with other facts, or another
   * movement in its place.
   *
   * @param sorted the movements that were to be inserted
   */
  void keepContradictions(List<Movement> sorted, SortedSet<String> orderIds) {
    Map<Key, Movement> stored = new HashMap<>();
    for (Movement row : tables.about(orderIds)) {
      stored.put(Key.of(row), row);
    }
    List<Movement> secondAnswers = new ArrayList<>();
    for (Movement movement : sorted) {
      Movement there = stored.get(Key.of(movement));
      boolean isStored = there != null && there.equals(asStored(movement, there));
      if (isStored || stored.containsKey(Key.of(movement.asAnomaly()))) {
        continue;
      }
      if (there != null) {
        secondAnswers.add(movement);
      }
      keep(movement, there);
    }
    // A second answer may have lines about SKUs that the first one did not have. They were inserted
    // like any other.
    secondAnswers.forEach(movement -> changed += tables.toAnomaly(movement, batchId));
  }

  private void keep(Movement movement, Movement there) {
    Movement anomaly = movement.asAnomaly();
    boolean placed = tables.insertNew(List.of(anomaly), batchId) > 0;
    if (!placed && !tables.keepUnplaced(anomaly)) {
      return;
    }
    contradictions++;
    inserted += placed ? 1 : 0;
    report(movement, movement + " contradicts " + there);
    if (!placed || there == null) {
      drifted.put(
          movement.sku(),
          new FoundDrift(movement.epoch(), "The ledger cannot store as it was told: " + movement));
    }
  }

  /** Marks the returns of these orders that give back too much. */
  void markExcess(SortedSet<String> givingBack) {
    int latest;
    do {
      latest = markLatestExcess(givingBack);
      changed += latest;
    } while (latest > 0);
  }

  /** Marks one return of each order at a time, since the returns before it may be within bounds. */
  private int markLatestExcess(SortedSet<String> givingBack) {
    int marked = 0;
    Set<String> orders = new HashSet<>();
    for (MovementTable.Excess excess : tables.excessReturns(givingBack)) {
      Optional<Movement> latest = tables.latestReturn(excess, batchId);
      if (latest.isPresent() && orders.add(excess.orderId())) {
        marked += tables.toAnomaly(latest.get(), batchId);
        report(latest.get(), "more came back than was deducted: " + excess);
      }
    }
    return marked;
  }

  /**
   * Reports each SKU that is complete and whose sum is not what its latest movement says. All its
   * movements that do not leave the units that they say become anomalies.
   *
   * @param skus those of which that is possible
   */
  void reportDrift(SortedSet<String> skus) {
    if (skus.isEmpty()) {
      return;
    }
    for (DriftCheck.Drift drift : tables.drifts(skus)) {
      for (Movement movement : tables.odd(drift.sku())) {
        drifts++;
        tables.toAnomaly(movement);
        report(movement, "does not add up: " + movement + "; at last " + drift);
        drifted.put(
            drift.sku(), new FoundDrift(drift.epoch(), "The ledger's sum differs: " + drift));
      }
    }
  }

  private void report(Movement movement, String detail) {
    if (tables.addAnomaly(movement.orderId(), movement.sku(), detail)) {
      log.error("An anomaly: {}", detail);
    }
  }

  /**
   * The same answer may be journaled again in a later epoch, and the number of its lines was not
   * always stored.
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

  /** The primary key of a movement. */
  private record Key(String orderId, MovementKind kind, String operationId, String sku) {
    static Key of(Movement m) {
      return new Key(m.orderId(), m.kind(), m.operationId(), m.sku());
    }
  }
}
