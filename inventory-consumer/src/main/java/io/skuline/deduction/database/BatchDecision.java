package io.skuline.deduction.database;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.QuarantinedException;
import io.skuline.event.OperationId;
import io.skuline.event.OrderEvent;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.Shortage;
import io.skuline.event.SkuBuckets;
import io.skuline.event.StockLevel;
import io.skuline.event.StockResult;
import io.skuline.store.LedgerBehindException;
import io.skuline.store.Movement;
import io.skuline.store.MovementTable;
import io.skuline.store.OrderLockTable;
import io.skuline.store.QuarantineTable;
import io.skuline.store.StockRow;
import io.skuline.store.StockTable;
import io.skuline.store.UnmovedAnswer;
import io.skuline.store.UnmovedAnswerTable;
import io.skuline.store.shard.SlotMap;
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
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Decides events within one {@link ShardTransaction}, and commits it. If it throws, the caller must
 * roll back, and some shards may have committed.
 *
 * @param batch the whole batch from which the events to decide are taken
 * @param glance the stock as it was seen before the transaction; empty if there was no look
 * @param chosen the rows from which new orders take their units
 */
record BatchDecision(
    ShardTransaction transaction,
    SlotMap slots,
    Clock clock,
    List<OrderEvent> batch,
    Map<String, StockLevel> glance,
    ChosenRows chosen) {

  /**
   * Locks are taken in the same order everywhere: first orders, then SKUs, and each of these shard
   * by shard.
   *
   * @throws UnitsElsewhereException if an event cannot be decided over these rows
   */
  List<StockResult> decide(List<OrderEvent> run) throws SQLException, PartialCommitException {
    List<String> ids = run.stream().map(OrderEvent::key).distinct().sorted().toList();
    OrderLockTable.lock(transaction.locks(), ids);
    KnownAnswers answers = AnswerLoader.of(transaction, slots, ids);
    requireOwnParts(run, answers);

    Map<String, List<Shortage>> soldOut = SoldOutOrders.among(run, glance, answers);
    MovedRows moved = new MovedRows(answers, chosen);
    NavigableSet<String> names = moved.toLock(run, soldOut.keySet());
    Map<String, StockRow> rows = new HashMap<>();
    for (Map.Entry<Integer, List<String>> part : slots.split(names).entrySet()) {
      rows.putAll(lock(transaction.in(part.getKey()), part.getValue()));
    }
    requireNoneInQuarantine(run, moved);

    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    BatchDecider decider = new BatchDecider(answers, rows, chosen, soldOut, now);
    List<StockResult> results = run.stream().map(decider::decide).toList();
    List<UnmovedAnswer> unmoved = store(rows, decider, answers);
    // A rejection must be final before anything is given back for the order.
    transaction.commit(slots.split(unmoved.stream().map(UnmovedAnswer::orderId).toList()).keySet());
    return results;
  }

  private static Map<String, StockRow> lock(JdbcTemplate jdbc, List<String> skus) {
    try {
      return new StockTable(jdbc).lock(skus);
    } catch (LedgerBehindException e) {
      throw new DeductionUnavailableException(e.getMessage(), e);
    }
  }

  /**
   * A commit that reached only some shards leaves a part of an event behind. The message of that
   * event comes again, since it has not been answered; until then nothing else is decided about
   * that order.
   *
   * @throws PartialCommitException if one of several events is stored in part: each is to be
   *     decided alone
   * @throws DeductionUnavailableException if an event other than this one is stored in part, and
   *     this one has no answer yet
   */
  private static void requireOwnParts(List<OrderEvent> run, KnownAnswers answers)
      throws PartialCommitException {
    Set<OperationId> parts = answers.parts();
    if (parts.isEmpty()) {
      return;
    }
    if (run.size() > 1) {
      throw new PartialCommitException(parts);
    }
    OperationId own = run.get(0).operation();
    if (!parts.contains(own) && answers.get(own) == null) {
      throw new DeductionUnavailableException(
          "Stored in some shards only, and completed when its message comes again: " + parts);
    }
  }

  /** This includes the SKUs whose rows are left alone because they seemed to be sold out. */
  private void requireNoneInQuarantine(List<OrderEvent> run, MovedRows moved) {
    Set<String> held = new HashSet<>();
    for (Map.Entry<Integer, List<String>> part : slots.split(moved.of(run, Set.of())).entrySet()) {
      held.addAll(new QuarantineTable(transaction.in(part.getKey())).among(part.getValue()));
    }
    if (held.isEmpty()) {
      return;
    }
    Map<Integer, Set<String>> touching = new HashMap<>();
    for (int i = 0; i < batch.size(); i++) {
      // Compared by identity: the same event may be in the batch twice, and one of them may be
      // decided by now.
      OrderEvent event = batch.get(i);
      if (run.stream().anyMatch(each -> each == event)) {
        NavigableSet<String> skus = moved.of(List.of(event), Set.of());
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
  private List<UnmovedAnswer> store(
      Map<String, StockRow> rows, BatchDecider decider, KnownAnswers answers) {
    List<Movement> moves = new ArrayList<>(decider.releases());
    List<UnmovedAnswer> unmoved = new ArrayList<>();
    for (StockResult result : decider.fresh()) {
      List<Movement> of = Movement.of(result, DatabaseDeductionEngine.EPOCH);
      Set<String> stored = answers.partOf(result.operation()).keySet();
      of.stream()
          .filter(move -> !stored.contains(SkuBuckets.skuOf(move.sku())))
          .forEach(moves::add);
      UnmovedAnswer.of(result).ifPresent(unmoved::add);
    }
    List<String> givenBack =
        decider.fresh().stream()
            .filter(result -> result instanceof ReturnAccepted back && !back.lines().isEmpty())
            .map(StockResult::key)
            .distinct()
            .toList();
    for (int shard = 0; shard < slots.shards(); shard++) {
      int own = shard;
      JdbcTemplate jdbc = transaction.in(shard);
      List<StockRow> moved =
          rows.values().stream()
              .filter(row -> row.moved() && slots.shardOf(row.sku()) == own)
              .sorted(Comparator.comparing(StockRow::sku))
              .toList();
      StockTable stock = new StockTable(jdbc);
      stock.update(moved.stream().filter(row -> !row.isNew()).toList());
      stock.insert(moved.stream().filter(StockRow::isNew).toList());
      MovementTable movements = new MovementTable(jdbc);
      movements.insert(moves.stream().filter(move -> slots.shardOf(move.sku()) == own).toList());
      new UnmovedAnswerTable(jdbc)
          .insert(
              unmoved.stream().filter(answer -> slots.shardOf(answer.orderId()) == own).toList());
      if (!givenBack.isEmpty()) {
        movements.requireReturnsWithinDeductions(givenBack);
      }
    }
    return unmoved;
  }
}
