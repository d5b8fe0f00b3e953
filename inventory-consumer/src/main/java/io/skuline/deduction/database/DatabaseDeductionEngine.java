package io.skuline.deduction.database;

import io.skuline.deduction.Decisions;
import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.QuarantinedException;
import io.skuline.deduction.StockDriftException;
import io.skuline.deduction.StockLevel;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.Shortage;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.event.StockReturned;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides in MySQL or MariaDB, one READ COMMITTED transaction per batch, or one in each shard. Any
 * number of instances may decide at once, also about the same orders: an order's lock comes first,
 * then its answers are read, then its SKUs are locked in their own order; everything is written, or
 * nothing.
 *
 * <p>A transaction that lost a race is done again from its start, a bounded number of times. If a
 * commit's fate is unknown the batch is given up as unavailable; deciding it again finds out. So it
 * does if only some shards could commit: what an event has there it keeps, and the rest is decided;
 * an order that cannot have the rest is rejected, and what it has is given back. Nobody is answered
 * in between.
 *
 * @see StockDriftException what is thrown if the stored stock contradicts a decision
 */
public final class DatabaseDeductionEngine implements DeductionEngine {

  private static final Logger log = LoggerFactory.getLogger(DatabaseDeductionEngine.class);
  private static final int MOST_ATTEMPTS = 10;

  private final Databases databases;
  private final PreCheck preCheck;
  private final Clock clock;

  DatabaseDeductionEngine(Databases databases, PreCheck preCheck, Clock clock) {
    this.databases = databases;
    this.preCheck = preCheck;
    this.clock = clock;
  }

  /**
   * @throws StockDriftException if a guard in the database refuses what was decided; nothing was
   *     stored then
   */
  @Override
  public Decisions decide(List<OrderEvent> events) {
    if (events.isEmpty() || events.size() > MAX_EVENTS) {
      throw new IllegalArgumentException(events.size() + " events, not 1 to " + MAX_EVENTS);
    }
    Map<String, StockLevel> glance = glance(events);
    List<StockResult> results = new ArrayList<>(events.size());
    for (List<OrderEvent> run : runs(events)) {
      results.addAll(decideRun(run, events, glance));
    }
    return new Decisions(MovementTable.EPOCH, results);
  }

  /**
   * What is decided together: everything; but over several shards an event's followers about the
   * same order are decided when all shards have stored it.
   */
  private List<List<OrderEvent>> runs(List<OrderEvent> events) {
    if (databases.layout().shards() == 1) {
      return List.of(events);
    }
    List<List<OrderEvent>> runs = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    List<OrderEvent> run = new ArrayList<>();
    for (OrderEvent event : events) {
      if (!keys.add(event.key())) {
        runs.add(run);
        run = new ArrayList<>();
        keys.clear();
        keys.add(event.key());
      }
      run.add(event);
    }
    runs.add(run);
    return runs;
  }

  private List<StockResult> decideRun(
      List<OrderEvent> run, List<OrderEvent> batch, Map<String, StockLevel> glance) {
    for (int attempt = 1; ; attempt++) {
      try {
        return inTransaction(run, batch, glance);
      } catch (HalfStoredException e) {
        log.warn("{}; it is completed, or given back", e.getMessage());
        List<StockResult> results = new ArrayList<>();
        run.forEach(event -> results.addAll(decideRun(List.of(event), batch, glance)));
        return results;
      } catch (SQLException e) {
        if (attempt == MOST_ATTEMPTS || SqlFailure.of(e) != SqlFailure.RACE) {
          throw SqlFailure.giveUp(e);
        }
      }
    }
  }

  /** One of several events that are decided together is stored in some of its shards only. */
  private static final class HalfStoredException extends Exception {
    HalfStoredException(Set<Identity> events) {
      super("Stored in some shards only: " + events);
    }
  }

  @Override
  public boolean needsJournal() {
    return false;
  }

  private Map<String, StockLevel> glance(List<OrderEvent> events) {
    Set<String> skus = new HashSet<>();
    if (preCheck != PreCheck.NONE) {
      for (OrderEvent event : events) {
        if (event instanceof OrderCreated created) {
          created.lines().stream().map(OrderLine::sku).forEach(skus::add);
        }
      }
    }
    if (skus.isEmpty()) {
      return Map.of();
    }
    try {
      return preCheck.glance(skus);
    } catch (RuntimeException e) {
      log.warn("Deciding without a pre-check: {}", e.toString());
      return Map.of();
    }
  }

  private List<StockResult> inTransaction(
      List<OrderEvent> run, List<OrderEvent> batch, Map<String, StockLevel> glance)
      throws SQLException, HalfStoredException {
    try (Transaction transaction = Transaction.begin(databases.each())) {
      try {
        return decide(transaction, run, batch, glance);
      } catch (SQLException | RuntimeException | HalfStoredException e) {
        transaction.rollBack(e);
        throw e;
      }
    }
  }

  /** Locks come in the same order everywhere: orders, then SKUs, of each the shards in turn. */
  private List<StockResult> decide(
      Transaction transaction,
      List<OrderEvent> run,
      List<OrderEvent> batch,
      Map<String, StockLevel> glance)
      throws SQLException, HalfStoredException {
    Layout layout = databases.layout();
    List<String> ids = run.stream().map(OrderEvent::key).distinct().sorted().toList();
    OrderLockTable.lock(transaction.locks(), ids);
    Answers answers = Recall.of(transaction, layout, ids);
    requireOwnHalves(run, answers);

    Map<String, List<Shortage>> hopeless = Hopeless.among(run, glance, answers);
    NavigableSet<String> skus = skusToMove(run, answers, hopeless.keySet());
    Map<String, StockRow> rows = new HashMap<>();
    Set<String> quarantined = new HashSet<>();
    for (Map.Entry<Integer, List<String>> part : layout.split(skus).entrySet()) {
      Connection connection = transaction.in(part.getKey());
      rows.putAll(StockTable.lock(connection, part.getValue()));
      quarantined.addAll(QuarantineTable.among(connection, part.getValue()));
    }
    requireNoneInQuarantine(quarantined, batch, run, answers, hopeless.keySet());

    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Decider decider = new Decider(answers, rows, hopeless, now);
    List<StockResult> results = run.stream().map(decider::decide).toList();
    List<StockResult> unmoved = store(transaction, rows, decider, answers);
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
      } else if (event instanceof StockReturned returned) {
        returned.lines().stream().map(OrderLine::sku).forEach(skus::add);
      } else if (event instanceof StockAdjusted adjusted) {
        skus.add(adjusted.sku());
      } else if (event instanceof OrderCancelled
          && answers.get(Identity.ofOrder(event.key())) instanceof DeductionConfirmed order) {
        order.lines().stream().map(StockMove::sku).forEach(skus::add);
      }
    }
    return skus;
  }

  private static void requireNoneInQuarantine(
      Set<String> held,
      List<OrderEvent> batch,
      List<OrderEvent> run,
      Answers answers,
      Set<String> hopelessOrders) {
    if (held.isEmpty()) {
      return;
    }
    Set<Integer> touching = new HashSet<>();
    for (int i = 0; i < batch.size(); i++) {
      // By identity: the same event may be in the batch twice, and be decided by now.
      OrderEvent event = batch.get(i);
      if (run.stream().anyMatch(each -> each == event)) {
        NavigableSet<String> skus = skusToMove(List.of(event), answers, hopelessOrders);
        if (skus.stream().anyMatch(held::contains)) {
          touching.add(i);
        }
      }
    }
    throw new QuarantinedException(held, touching, batch);
  }

  /**
   * @return the new answers that moved nothing
   */
  private List<StockResult> store(
      Transaction transaction, Map<String, StockRow> rows, Decider decider, Answers answers)
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
    Layout layout = databases.layout();
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
