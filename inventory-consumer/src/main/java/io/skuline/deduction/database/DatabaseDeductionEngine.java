package io.skuline.deduction.database;

import io.skuline.deduction.Decisions;
import io.skuline.deduction.DeductionEngine;
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
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides in MySQL or MariaDB, one READ COMMITTED transaction per batch. Any number of instances
 * may decide at once, also about the same orders: an order's lock comes first, then its answers are
 * read, then its SKUs are locked in their own order; everything is written, or nothing.
 *
 * <p>A transaction that lost a race is done again from its start, a bounded number of times. If a
 * commit's fate is unknown the batch is given up as unavailable; deciding it again finds out.
 *
 * @see StockDriftException what is thrown if the stored stock contradicts a decision
 */
public final class DatabaseDeductionEngine implements DeductionEngine {

  private static final Logger log = LoggerFactory.getLogger(DatabaseDeductionEngine.class);
  private static final int MOST_ATTEMPTS = 10;

  private final DataSource dataSource;
  private final PreCheck preCheck;
  private final Clock clock;
  private final OrderLockTable orderLocks = new OrderLockTable();
  private final MovementTable movements = new MovementTable();
  private final UnmovedAnswerTable unmovedAnswers = new UnmovedAnswerTable();
  private final StockTable stock = new StockTable();
  private final QuarantineTable quarantine = new QuarantineTable();

  DatabaseDeductionEngine(DataSource dataSource, PreCheck preCheck, Clock clock) {
    this.dataSource = dataSource;
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
    for (int attempt = 1; ; attempt++) {
      try {
        return new Decisions(MovementTable.EPOCH, inTransaction(events, glance));
      } catch (SQLException e) {
        if (attempt == MOST_ATTEMPTS || SqlFailure.of(e) != SqlFailure.RACE) {
          throw SqlFailure.giveUp(e);
        }
      }
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

  private List<StockResult> inTransaction(List<OrderEvent> events, Map<String, StockLevel> glance)
      throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      if (connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      }
      connection.setAutoCommit(false);
      try {
        List<StockResult> results = decide(connection, events, glance);
        connection.commit();
        return results;
      } catch (SQLException | RuntimeException e) {
        rollBack(connection, e);
        throw e;
      }
    }
  }

  private List<StockResult> decide(
      Connection connection, List<OrderEvent> events, Map<String, StockLevel> glance)
      throws SQLException {
    List<String> ids = events.stream().map(OrderEvent::key).distinct().sorted().toList();
    orderLocks.lock(connection, ids);
    Answers answers = new Answers();
    movements.recall(connection, ids, answers);
    unmovedAnswers.recall(connection, ids, answers);

    Map<String, List<Shortage>> hopeless = Hopeless.among(events, glance, answers);
    Map<String, StockRow> rows =
        stock.lock(connection, skusToMove(events, answers, hopeless.keySet()));
    requireNoneInQuarantine(
        quarantine.among(connection, rows.keySet()), events, answers, hopeless.keySet());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Decider decider = new Decider(answers, rows, hopeless, now);
    List<StockResult> results = events.stream().map(decider::decide).toList();

    store(connection, rows, decider.fresh());
    return results;
  }

  /** The SKUs that the events of no known answer may read or move. */
  private static NavigableSet<String> skusToMove(
      List<OrderEvent> events, Answers answers, Set<String> hopelessOrders) {
    NavigableSet<String> skus = new TreeSet<>();
    for (OrderEvent event : events) {
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
      Set<String> held, List<OrderEvent> events, Answers answers, Set<String> hopelessOrders) {
    if (held.isEmpty()) {
      return;
    }
    Set<Integer> touching = new HashSet<>();
    for (int i = 0; i < events.size(); i++) {
      NavigableSet<String> skus = skusToMove(List.of(events.get(i)), answers, hopelessOrders);
      if (skus.stream().anyMatch(held::contains)) {
        touching.add(i);
      }
    }
    throw new QuarantinedException(held, touching, events);
  }

  private void store(Connection connection, Map<String, StockRow> rows, List<StockResult> fresh)
      throws SQLException {
    List<StockRow> moved =
        rows.values().stream()
            .filter(StockRow::moved)
            .sorted(Comparator.comparing(StockRow::sku))
            .toList();
    stock.update(connection, moved.stream().filter(row -> !row.isNew()).toList());
    stock.insert(connection, moved.stream().filter(StockRow::isNew).toList());

    List<Movement> moves = new ArrayList<>();
    List<StockResult> unmoved = new ArrayList<>();
    for (StockResult result : fresh) {
      List<Movement> of = Movement.of(result);
      moves.addAll(of);
      if (of.isEmpty()) {
        unmoved.add(result);
      }
    }
    movements.insert(connection, moves);
    unmovedAnswers.insert(connection, unmoved);

    List<String> givenBack =
        fresh.stream()
            .filter(result -> result instanceof ReturnAccepted back && !back.lines().isEmpty())
            .map(StockResult::key)
            .distinct()
            .toList();
    if (!givenBack.isEmpty()) {
      movements.requireReturnsWithinDeductions(connection, givenBack);
    }
  }

  /** Only so that a pool can use the connection again; a broken one is rolled back by its end. */
  private static void rollBack(Connection connection, Exception reason) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }
}
