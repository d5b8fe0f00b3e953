package io.skuline.deduction.database;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.QuarantinedException;
import io.skuline.deduction.StockLevel;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.Shortage;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockResult;
import io.skuline.shard.Layout;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides events within one {@link Transaction}, and commits it. If that throws, rolling back is
 * left to the caller, and some shards may have committed.
 */
final class Attempt {

  private final Transaction transaction;
  private final Layout layout;
  private final Clock clock;
  private final List<OrderEvent> batch;
  private final Map<String, StockLevel> glance;

  /**
   * @param batch what the events that are decided are from
   * @param glance of stock, before the transaction; empty if there was none
   */
  Attempt(
      Transaction transaction,
      Layout layout,
      Clock clock,
      List<OrderEvent> batch,
      Map<String, StockLevel> glance) {
    this.transaction = transaction;
    this.layout = layout;
    this.clock = clock;
    this.batch = batch;
    this.glance = glance;
  }

  /** Locks come in the same order everywhere: orders, then SKUs, of each the shards in turn. */
  List<StockResult> decide(List<OrderEvent> run) throws SQLException, HalfStoredException {
    List<String> ids = run.stream().map(OrderEvent::key).distinct().sorted().toList();
    OrderLockTable.lock(transaction.locks(), ids);
    Answers answers = Recall.of(transaction, layout, ids);
    requireOwnHalves(run, answers);

    Map<String, List<Shortage>> hopeless = Hopeless.among(run, glance, answers);
    NavigableSet<String> skus = skusToMove(run, answers, hopeless.keySet());
    Map<String, StockRow> rows = new HashMap<>();
    for (Map.Entry<Integer, List<String>> part : layout.split(skus).entrySet()) {
      rows.putAll(StockTable.lock(transaction.in(part.getKey()), part.getValue()));
    }
    requireNoneInQuarantine(run, answers);

    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Decider decider = new Decider(answers, rows, hopeless, now);
    List<StockResult> results = run.stream().map(decider::decide).toList();
    List<StockResult> unmoved = store(rows, decider, answers);
    // Who is rejected is so for good before anything is given back for it.
    transaction.commit(layout.split(unmoved.stream().map(StockResult::key).toList()).keySet());
    return results;
  }

  /**
   * A commit that came to some shards only leaves a part of an event behind. Its own message comes
   * again, since nobody has been answered; until then nothing else is decided about that order.
   *
   * @throws HalfStoredException if the event is among others: it is to be decided alone
   * @throws DeductionUnavailableException if it is another event than this one, which has no answer
   *     yet
   */
  private static void requireOwnHalves(List<OrderEvent> run, Answers answers)
      throws HalfStoredException {
    Set<Identity> halves = answers.halves();
    if (halves.isEmpty()) {
      return;
    }
    if (run.size() > 1) {
      throw new HalfStoredException(halves);
    }
    Identity own = Identity.of(run.get(0));
    if (!halves.contains(own) && answers.get(own) == null) {
      throw new DeductionUnavailableException(
          "Stored in some shards only, and completed when its message comes again: " + halves);
    }
  }

  /** The SKUs that the events of no known answer may read or move. */
  private static NavigableSet<String> skusToMove(
      List<OrderEvent> events, Answers answers, Set<String> hopelessOrders) {
    NavigableSet<String> skus = new TreeSet<>();
    for (OrderEvent event : events) {
      skus.addAll(answers.halfOf(Identity.of(event)).keySet());
      if (answers.get(Identity.of(event)) != null) {
        continue;
      }
      if (event instanceof OrderCreated created) {
        if (!hopelessOrders.contains(created.orderId())) {
          created.lines().stream().map(OrderLine::sku).forEach(skus::add);
        }
      } else if (event instanceof StockAdjusted adjusted) {
        skus.add(adjusted.sku());
      } else {
        skus.addAll(answers.skusGivenBackBy(event));
      }
    }
    return skus;
  }

  /** Also of the SKUs whose rows are left alone because they seemed to be sold out. */
  private void requireNoneInQuarantine(List<OrderEvent> run, Answers answers) throws SQLException {
    Set<String> held = new HashSet<>();
    for (Map.Entry<Integer, List<String>> part :
        layout.split(skusToMove(run, answers, Set.of())).entrySet()) {
      held.addAll(QuarantineTable.among(transaction.in(part.getKey()), part.getValue()));
    }
    if (held.isEmpty()) {
      return;
    }
    Map<Integer, Set<String>> touching = new HashMap<>();
    for (int i = 0; i < batch.size(); i++) {
      // By identity: the same event may be in the batch twice, and be decided by now.
      OrderEvent event = batch.get(i);
      if (run.stream().anyMatch(each -> each == event)) {
        NavigableSet<String> skus = skusToMove(List.of(event), answers, Set.of());
        skus.retainAll(held);
        if (!skus.isEmpty()) {
          touching.put(i, skus);
        }
      }
    }
    throw new QuarantinedException(touching, batch);
  }

  /**
   * @return the new answers that moved nothing
   */
  private List<StockResult> store(Map<String, StockRow> rows, Decider decider, Answers answers)
      throws SQLException {
    List<Movement> moves = new ArrayList<>(decider.releases());
    List<StockResult> unmoved = new ArrayList<>();
    for (StockResult result : decider.fresh()) {
      List<Movement> of = Movement.of(result);
      Set<String> stored = answers.halfOf(Identity.of(result)).keySet();
      of.stream().filter(move -> !stored.contains(move.sku())).forEach(moves::add);
      if (of.isEmpty()) {
        unmoved.add(result);
      }
    }
    List<String> givenBack =
        decider.fresh().stream()
            .filter(result -> result instanceof ReturnAccepted back && !back.lines().isEmpty())
            .map(StockResult::key)
            .distinct()
            .toList();
    for (int shard = 0; shard < layout.shards(); shard++) {
      int own = shard;
      Connection connection = transaction.in(shard);
      List<StockRow> moved =
          rows.values().stream()
              .filter(row -> row.moved() && layout.shardOf(row.sku()) == own)
              .sorted(Comparator.comparing(StockRow::sku))
              .toList();
      StockTable.update(connection, moved.stream().filter(row -> !row.isNew()).toList());
      StockTable.insert(connection, moved.stream().filter(StockRow::isNew).toList());
      MovementTable.insert(
          connection, moves.stream().filter(move -> layout.shardOf(move.sku()) == own).toList());
      UnmovedAnswerTable.insert(
          connection,
          unmoved.stream().filter(answer -> layout.shardOf(answer.key()) == own).toList());
      if (!givenBack.isEmpty()) {
        MovementTable.requireReturnsWithinDeductions(connection, givenBack);
      }
    }
    return unmoved;
  }
}
