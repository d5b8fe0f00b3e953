package io.skuline.console;

import io.skuline.store.Movement;
import io.skuline.store.MovementKind;
import io.skuline.store.QuarantineRecord;
import io.skuline.store.SettledAnomaly;
import io.skuline.store.StockBrowser;
import io.skuline.store.StoredStock;
import io.skuline.store.TimeKey;
import io.skuline.store.UnmovedAnswer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessResourceFailureException;

/** Movements in memory; the stock rows are their sums. */
final class FakeStockBrowser implements StockBrowser {

  private final List<Movement> movements = new ArrayList<>();
  private final List<UnmovedAnswer> unmoved = new ArrayList<>();
  final List<QuarantineRecord> held = new ArrayList<>();
  final List<SettledAnomaly> settled = new ArrayList<>();
  private volatile boolean away;

  synchronized void clear() {
    movements.clear();
    unmoved.clear();
    held.clear();
    settled.clear();
    away = false;
  }

  void beAway() {
    away = true;
  }

  /** Adds the next movement of a SKU. */
  synchronized Movement move(
      String sku, MovementKind kind, String order, String operation, long delta, long atMillis) {
    List<Movement> before = of(sku);
    long left = before.stream().mapToLong(Movement::delta).sum() + delta;
    Movement movement =
        new Movement(
            order, kind, operation, sku, delta, left, before.size() + 1, 0, 1, atMillis, 28);
    movements.add(movement);
    return movement;
  }

  synchronized void answer(UnmovedAnswer answer) {
    unmoved.add(answer);
  }

  private synchronized List<Movement> of(String sku) {
    if (away) {
      throw new DataAccessResourceFailureException("nobody listens there");
    }
    return movements.stream()
        .filter(each -> each.sku().equals(sku))
        .sorted(Comparator.comparing(Movement::sequence))
        .toList();
  }

  @Override
  public int databases() {
    return 1;
  }

  @Override
  public Optional<Row> row(String sku) {
    List<Movement> its = of(sku);
    return its.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Row(
                sku,
                its.get(its.size() - 1).availableAfter(),
                its.get(its.size() - 1).sequence(),
                its.size()));
  }

  private synchronized Stream<Row> rows() {
    return movements.stream()
        .map(Movement::sku)
        .distinct()
        .sorted()
        .map(sku -> row(sku).orElseThrow());
  }

  @Override
  public List<Row> beginningWith(String text, int limit) {
    return rows().filter(row -> row.sku().startsWith(text)).limit(limit).toList();
  }

  @Override
  public List<Row> page(int database, String after, int limit) {
    return rows().filter(row -> row.sku().compareTo(after) > 0).limit(limit).toList();
  }

  @Override
  public List<Movement> before(String sku, long sequence, int limit) {
    List<Movement> its = new ArrayList<>(of(sku));
    Collections.reverse(its);
    return its.stream().filter(each -> each.sequence() < sequence).limit(limit).toList();
  }

  @Override
  public List<Movement> after(String sku, long sequence, int limit) {
    return of(sku).stream().filter(each -> each.sequence() > sequence).limit(limit).toList();
  }

  @Override
  public List<Movement> numbered(String sku, Collection<Long> sequences) {
    return of(sku).stream().filter(each -> sequences.contains(each.sequence())).toList();
  }

  @Override
  public StoredStock.Past past(String sku, long sequence) {
    List<Movement> past = of(sku).stream().filter(each -> each.sequence() <= sequence).toList();
    return new StoredStock.Past(past.stream().mapToLong(Movement::delta).sum(), past.size());
  }

  @Override
  public List<QuarantineRecord> quarantines(String sku) {
    return List.of();
  }

  @Override
  public synchronized List<Movement> ofOrder(String id) {
    return movements.stream().filter(each -> each.orderId().equals(id)).toList();
  }

  @Override
  public synchronized List<UnmovedAnswer> unmovedOfOrder(String id) {
    return unmoved.stream().filter(each -> each.orderId().equals(id)).toList();
  }

  @Override
  public List<QuarantineRecord> openQuarantines() {
    of("any");
    return held.stream().filter(stay -> stay.release() == null).toList();
  }

  private Stream<QuarantineRecord> released() {
    return held.stream().filter(stay -> stay.release() != null);
  }

  @Override
  public List<QuarantineRecord> releasedBefore(TimeKey key, int limit) {
    return released()
        .filter(stay -> stay.releaseKey().compareTo(key) < 0)
        .sorted(Comparator.comparing(QuarantineRecord::releaseKey).reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public List<QuarantineRecord> releasedAfter(TimeKey key, int limit) {
    return released()
        .filter(stay -> stay.releaseKey().compareTo(key) > 0)
        .sorted(Comparator.comparing(QuarantineRecord::releaseKey))
        .limit(limit)
        .toList();
  }

  @Override
  public List<SettledAnomaly> settledBefore(TimeKey key, int limit) {
    return settled.stream()
        .filter(each -> each.key().compareTo(key) < 0)
        .sorted(Comparator.comparing(SettledAnomaly::key).reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public List<SettledAnomaly> settledAfter(TimeKey key, int limit) {
    return settled.stream()
        .filter(each -> each.key().compareTo(key) > 0)
        .sorted(Comparator.comparing(SettledAnomaly::key))
        .limit(limit)
        .toList();
  }
}
