package io.skuline.ledger;

import io.skuline.store.DriftCheck;
import io.skuline.store.LedgerTables;
import io.skuline.store.Movement;
import io.skuline.store.MovementKind;
import io.skuline.store.MovementTable;
import io.skuline.store.StockTable;
import io.skuline.store.UncheckedAnswerTable;
import io.skuline.store.UnmovedAnswer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The ledger's tables in memory: one transaction at a time, any step of which can fail. */
final class FakeLedgerTables implements LedgerTables {

  enum Step {
    UNMOVED,
    LOCK,
    INSERT,
    ABOUT,
    KEEP,
    MARK,
    STOCK,
    DRIFTS,
    DEMOTE,
    COMMIT
  }

  /** A stored movement, and the attempt that inserted it. */
  private record Row(Movement movement, long batchId) {}

  /** The exceptions of failing steps, by step; each is thrown once. */
  final Map<Step, List<RuntimeException>> failures = new HashMap<>();

  /** Runs after a transaction has failed. */
  Runnable afterRollback = () -> {};

  /** Runs while rows are read. */
  Runnable whileAsked = () -> {};

  /** The steps of every transaction, including those that failed. */
  final List<Step> steps = new ArrayList<>();

  List<Row> rows = new ArrayList<>();
  Set<UnmovedAnswer> unmoved = new LinkedHashSet<>();
  Map<String, StockTable.Sum> stock = new TreeMap<>();
  List<Movement> unplaced = new ArrayList<>();
  List<String> anomalies = new ArrayList<>();
  Set<Long> closed = new LinkedHashSet<>();
  Map<String, Long> unchecked = new TreeMap<>();

  void fail(Step step, RuntimeException failure, int times) {
    List<RuntimeException> all = failures.computeIfAbsent(step, any -> new ArrayList<>());
    for (int i = 0; i < times; i++) {
      all.add(failure);
    }
  }

  List<Movement> movements() {
    return rows.stream().map(Row::movement).toList();
  }

  private void step(Step step) {
    steps.add(step);
    List<RuntimeException> all = failures.getOrDefault(step, List.of());
    if (!all.isEmpty()) {
      throw all.remove(0);
    }
  }

  @Override
  public <T> T inTransaction(Supplier<T> work) {
    List<Row> rowsBefore = new ArrayList<>(rows);
    Set<UnmovedAnswer> unmovedBefore = new LinkedHashSet<>(unmoved);
    Map<String, StockTable.Sum> stockBefore = new TreeMap<>(stock);
    List<Movement> unplacedBefore = new ArrayList<>(unplaced);
    List<String> anomaliesBefore = new ArrayList<>(anomalies);
    Set<Long> closedBefore = new LinkedHashSet<>(closed);
    Map<String, Long> uncheckedBefore = new TreeMap<>(unchecked);
    try {
      T result = work.get();
      step(Step.COMMIT);
      return result;
    } catch (RuntimeException e) {
      rows = rowsBefore;
      unmoved = unmovedBefore;
      stock = stockBefore;
      unplaced = unplacedBefore;
      anomalies = anomaliesBefore;
      closed = closedBefore;
      unchecked = uncheckedBefore;
      afterRollback.run();
      throw e;
    }
  }

  @Override
  public void insertNewUnmoved(List<UnmovedAnswer> sorted) {
    step(Step.UNMOVED);
    requireSorted(sorted, UnmovedAnswer.BY_KEY);
    unmoved.addAll(sorted);
  }

  @Override
  public void lockDeductions(SortedSet<String> orderIds) {
    step(Step.LOCK);
  }

  /** Passes over rows whose key or place is taken, and over rows that go below zero. */
  @Override
  public int insertNew(List<Movement> sorted, long batchId) {
    step(Step.INSERT);
    requireSorted(sorted, Movement.BY_SKU_AND_SEQUENCE);
    int inserted = 0;
    for (Movement movement : sorted) {
      boolean taken =
          movements().stream()
              .anyMatch(
                  there ->
                      MovementQueries.sameKey(there, movement)
                          || MovementQueries.samePlace(there, movement));
      boolean allowed = movement.availableAfter() >= 0 || movement.kind() == MovementKind.ANOMALY;
      if (!taken && allowed) {
        rows.add(new Row(movement, batchId));
        inserted++;
      }
    }
    return inserted;
  }

  private static <T> void requireSorted(List<T> rows, Comparator<T> order) {
    for (int i = 1; i < rows.size(); i++) {
      if (order.compare(rows.get(i - 1), rows.get(i)) > 0) {
        throw new IllegalArgumentException("unsorted writers lock each other out");
      }
    }
  }

  @Override
  public List<Movement> about(Collection<String> orderIds) {
    step(Step.ABOUT);
    whileAsked.run();
    return movements().stream().filter(row -> orderIds.contains(row.orderId())).toList();
  }

  @Override
  public List<StockTable.Sum> sums(Collection<String> orderIds, long batchId) {
    Map<String, StockTable.Sum> sums = new TreeMap<>();
    for (Row row : rows) {
      Movement m = row.movement();
      if (row.batchId() == batchId && orderIds.contains(m.orderId())) {
        sums.merge(
            m.sku(),
            new StockTable.Sum(m.sku(), m.delta(), m.sequence(), 1, null),
            StockTable.Sum::plus);
      }
    }
    return List.copyOf(sums.values());
  }

  @Override
  public SortedSet<String> deductedTwice(SortedSet<String> orderIds) {
    Map<String, Set<Long>> times = new TreeMap<>();
    movements().stream()
        .filter(m -> orderIds.contains(m.orderId()) && m.kind() == MovementKind.DEDUCTION)
        .forEach(
            m -> times.computeIfAbsent(m.orderId(), any -> new TreeSet<>()).add(m.decidedAt()));
    times.values().removeIf(each -> each.size() == 1);
    return new TreeSet<>(times.keySet());
  }

  @Override
  public List<MovementTable.Excess> excessReturns(SortedSet<String> orderIds) {
    return MovementQueries.excessReturns(movements(), orderIds);
  }

  @Override
  public Optional<Movement> latestReturn(MovementTable.Excess excess, long batchId) {
    return rows.stream()
        .filter(row -> row.batchId() == batchId)
        .map(Row::movement)
        .filter(Movement::givesBack)
        .filter(m -> m.orderId().equals(excess.orderId()) && m.sku().equals(excess.sku()))
        .max(Comparator.comparingLong(Movement::sequence));
  }

  @Override
  public int toAnomaly(Movement line, long batchId) {
    step(Step.MARK);
    int changed = 0;
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      if (row.batchId() == batchId
          && row.movement().sameEvent(line)
          && row.movement().decidedAt() == line.decidedAt()) {
        rows.set(i, new Row(row.movement().asAnomaly(), batchId));
        changed++;
      }
    }
    return changed;
  }

  @Override
  public boolean keepUnplaced(Movement anomaly) {
    step(Step.KEEP);
    boolean known = unplaced.stream().anyMatch(there -> MovementQueries.sameKey(there, anomaly));
    if (!known) {
      unplaced.add(anomaly);
    }
    return !known;
  }

  @Override
  public SortedSet<String> addToStock(Collection<StockTable.Sum> sums) {
    step(Step.STOCK);
    sums.forEach(sum -> stock.merge(sum.sku(), row(sum), StockTable.Sum::plus));
    return new TreeSet<>(sums.stream().map(StockTable.Sum::sku).toList());
  }

  private static StockTable.Sum row(StockTable.Sum sum) {
    return new StockTable.Sum(sum.sku(), sum.moved(), sum.latest(), sum.folded(), null);
  }

  @Override
  public List<DriftCheck.Drift> drifts(SortedSet<String> skus) {
    step(Step.DRIFTS);
    return MovementQueries.drifts(movements(), stock, skus);
  }

  @Override
  public boolean addAnomaly(String orderId, String sku, String detail) {
    String anomaly = orderId + " " + sku + ": " + detail;
    return !anomalies.contains(anomaly) && anomalies.add(anomaly);
  }

  @Override
  public List<UnmovedAnswer> unmovedAbout(Collection<String> orderIds) {
    return unmoved.stream().filter(row -> orderIds.contains(row.orderId())).toList();
  }

  @Override
  public int remove(UnmovedAnswer answer) {
    return unmoved.remove(answer) ? 1 : 0;
  }

  @Override
  public void noteUnchecked(SortedSet<String> ids, long batchId) {
    ids.forEach(id -> unchecked.put(id, batchId));
  }

  @Override
  public List<UncheckedAnswerTable.Unchecked> unchecked(int limit) {
    return unchecked.entrySet().stream()
        .limit(limit)
        .map(note -> new UncheckedAnswerTable.Unchecked(note.getKey(), note.getValue()))
        .toList();
  }

  @Override
  public void checked(UncheckedAnswerTable.Unchecked note) {
    unchecked.remove(note.id(), note.batchId());
  }

  @Override
  public List<Movement> odd(String sku) {
    return MovementQueries.odd(movements(), sku);
  }

  @Override
  public int toAnomaly(Movement movement) {
    step(Step.DEMOTE);
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).movement().equals(movement)) {
        rows.set(i, new Row(movement.asAnomaly(), rows.get(i).batchId()));
        return 1;
      }
    }
    return 0;
  }

  @Override
  public void closeEpoch(String sku, long epoch) {
    closed.add(epoch);
  }
}
