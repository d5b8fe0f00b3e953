package io.skuline.deduction.database;

import io.skuline.deduction.Decisions;
import io.skuline.deduction.DeductionEngine;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.StockLevel;
import io.skuline.event.StockResult;
import io.skuline.store.StockDriftException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Decides in MySQL or MariaDB, in one READ COMMITTED transaction per batch, or one in each shard.
 * Any number of instances may decide at once, also about the same orders. An order's lock comes
 * first, then its answers are read, then its SKUs are locked in their own order. Everything is
 * written, or nothing.
 *
 * <p>A transaction that lost a race is done again from its start, a bounded number of times. If it
 * is unknown whether a commit succeeded, the engine reports the batch as unavailable; deciding the
 * batch again finds out. The same holds if only some shards could commit. An event then keeps what
 * it has in those shards, and the rest is decided. An order that cannot have the rest is rejected,
 * and what it has is given back. No event is answered in between.
 *
 * <p>The units of a hot SKU may be divided over several rows, see {@link HotRows}. An event that
 * cannot be decided over the rows that its batch has chosen is decided again when the units are
 * where it looks for them.
 *
 * @see StockDriftException what is thrown if the stored stock contradicts a decision
 */
public final class DatabaseDeductionEngine implements DeductionEngine {

  private static final Logger log = LoggerFactory.getLogger(DatabaseDeductionEngine.class);
  private static final int MOST_ATTEMPTS = 10;

  /** The database has one life; only Redis has epochs. */
  static final long EPOCH = 0;

  private final Databases databases;
  private final PreCheck preCheck;
  private final HotRows hotRows;
  private final Clock clock;

  DatabaseDeductionEngine(Databases databases, PreCheck preCheck, HotRows hotRows, Clock clock) {
    this.databases = databases;
    this.preCheck = preCheck;
    this.hotRows = hotRows;
    this.clock = clock;
  }

  /** An engine that divides no stock. */
  DatabaseDeductionEngine(Databases databases, PreCheck preCheck, Clock clock) {
    this(databases, preCheck, HotRows.none(databases, clock), clock);
  }

  /** An engine without a pre-check. */
  public DatabaseDeductionEngine(Databases databases, HotRows hotRows, Clock clock) {
    this(databases, PreCheck.NONE, hotRows, clock);
  }

  /**
   * @throws StockDriftException if a guard in the database refuses the decision; nothing was stored
   *     then
   */
  @Override
  public Decisions decide(List<OrderEvent> events) {
    if (events.isEmpty() || events.size() > MAX_EVENTS) {
      throw new IllegalArgumentException(events.size() + " events, not 1 to " + MAX_EVENTS);
    }
    databases.requirePrepared();
    Map<String, StockLevel> glance = glance(events);
    List<StockResult> results = new ArrayList<>(events.size());
    for (List<OrderEvent> run : runs(events)) {
      results.addAll(decideRun(run, events, glance));
    }
    return new Decisions(EPOCH, results);
  }

  /**
   * Splits the events into runs that are decided together. With one shard, all of them are one run.
   * With several shards, an event that follows another one about the same order is decided after
   * all shards have stored the first one.
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
    RowSearch rows = hotRows.search(run, batch);
    int attempt = 1;
    while (true) {
      try {
        return inTransaction(run, batch, glance, rows.chosen());
      } catch (UnitsElsewhereException e) {
        if (run.size() > 1 && rows.isOpposedTo(e)) {
          return oneByOne(run, batch, glance);
        }
        rows.resolve(e);
      } catch (PartialCommitException e) {
        log.warn("{}; it is completed, or given back", e.getMessage());
        return oneByOne(run, batch, glance);
      } catch (SQLException | DataAccessException e) {
        if (attempt++ == MOST_ATTEMPTS || SqlFailure.of(e) != SqlFailure.RACE) {
          throw SqlFailure.giveUp(e);
        }
      }
    }
  }

  private List<StockResult> oneByOne(
      List<OrderEvent> run, List<OrderEvent> batch, Map<String, StockLevel> glance) {
    List<StockResult> results = new ArrayList<>();
    run.forEach(event -> results.addAll(decideRun(List.of(event), batch, glance)));
    return results;
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
      List<OrderEvent> run,
      List<OrderEvent> batch,
      Map<String, StockLevel> glance,
      ChosenRows chosen)
      throws SQLException, PartialCommitException {
    try (ShardTransaction transaction = ShardTransaction.begin(databases.each())) {
      try {
        return new BatchDecision(transaction, databases.layout(), clock, batch, glance, chosen)
            .decide(run);
      } catch (SQLException | RuntimeException | PartialCommitException e) {
        transaction.rollBack(e);
        throw e;
      }
    }
  }
}
