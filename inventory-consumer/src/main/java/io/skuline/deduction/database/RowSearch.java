package io.skuline.deduction.database;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.OrderUnits;
import io.skuline.deduction.QuarantinedException;
import io.skuline.event.OperationId;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.SkuBuckets;
import io.skuline.event.SpreadGroups;
import io.skuline.event.StockLevel;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Chooses the rows from which the orders of a batch take their units, and sees to it that units
 * come where they are missed. All orders of a batch that want a hot SKU get them from one row, so
 * that the batch locks one row of it. The first such order chooses it, by its spread group: batches
 * of different queues have different groups.
 */
final class RowSearch {

  /** How often the units of a SKU are collected or marked for one batch. */
  private static final int MOST_MOVES = 10;

  private final Set<String> hot;
  private final int rows;
  private final MovableUnits units;
  private final List<OrderEvent> run;
  private final List<OrderEvent> batch;
  private final Set<String> atBase = new HashSet<>();
  private final Map<String, Integer> moves = new HashMap<>();
  private final Set<String> marked = new HashSet<>();
  private final Set<String> collected = new HashSet<>();

  /**
   * @param hot the SKUs whose units are divided
   * @param rows over how many rows
   * @param run the events that are decided together
   * @param batch the whole batch from which they are taken
   */
  RowSearch(
      Set<String> hot, int rows, MovableUnits units, List<OrderEvent> run, List<OrderEvent> batch) {
    this.hot = hot;
    this.rows = rows;
    this.units = units;
    this.run = run;
    this.batch = batch;
  }

  /** Returns the rows from which to take units now. */
  ChosenRows chosen() {
    Map<String, Long> wanted = new HashMap<>();
    Map<String, String> candidates = new HashMap<>();
    for (OrderEvent event : run) {
      if (!hot.isEmpty() && event instanceof OrderCreated order) {
        OrderUnits.bySku(order.lines())
            .forEach(
                (sku, quantity) -> {
                  if (hot.contains(sku) && !atBase.contains(sku)) {
                    wanted.merge(sku, (long) quantity, Long::sum);
                    candidates.computeIfAbsent(sku, any -> rowOf(any, order.orderId()));
                  }
                });
      }
    }
    candidates.values().removeIf(row -> SkuBuckets.bucketOf(row) == 0);
    if (candidates.isEmpty()) {
      return ChosenRows.BASES;
    }
    Map<String, StockLevel> levels = units.levels(List.copyOf(candidates.values()));
    candidates
        .entrySet()
        .removeIf(
            each -> {
              StockLevel level = levels.get(each.getValue());
              return level == null || level.available() < wanted.get(each.getKey());
            });
    return new ChosenRows(candidates);
  }

  private String rowOf(String sku, String orderId) {
    return SkuBuckets.id(sku, SpreadGroups.number(orderId) % rows);
  }

  /**
   * Tells whether an event needs the opposite of what was done for another one: all units of a SKU
   * at its base, or the base to say that other rows may have some. Decided together, they would
   * undo each other's needs without an end.
   */
  boolean isOpposedTo(UnitsElsewhereException missing) {
    return !Collections.disjoint(missing.toMark().keySet(), collected)
        || !Collections.disjoint(missing.toCollect(), marked);
  }

  /**
   * Does what is to be done before the batch is decided again.
   *
   * @throws QuarantinedException if units are in rows in quarantine, and the event cannot be
   *     decided without them
   * @throws DeductionUnavailableException if units go from row to row all the time, or a database
   *     does not answer
   */
  void resolve(UnitsElsewhereException missing) {
    atBase.addAll(missing.atBase());
    missing
        .toMark()
        .forEach(
            (sku, upTo) -> {
              requirePatience(sku, missing);
              units.mark(sku, upTo);
              marked.add(sku);
            });
    Set<String> held = new TreeSet<>();
    for (String sku : missing.toCollect()) {
      requirePatience(sku, missing);
      MovableUnits.Collected moved = units.collect(sku);
      collected.add(sku);
      if (!moved.moved()) {
        held.addAll(moved.left());
      }
    }
    if (!held.isEmpty()) {
      throw new QuarantinedException(touching(missing.event(), held), batch);
    }
  }

  private void requirePatience(String sku, UnitsElsewhereException missing) {
    if (moves.merge(sku, 1, Integer::sum) > MOST_MOVES) {
      throw new DeductionUnavailableException(
          "Other batches move the units of " + sku + " again and again", missing);
    }
  }

  private Map<Integer, Set<String>> touching(OperationId event, Set<String> held) {
    Map<Integer, Set<String>> touching = new HashMap<>();
    for (int i = 0; i < batch.size(); i++) {
      if (batch.get(i).operation().equals(event)) {
        touching.put(i, held);
      }
    }
    return touching;
  }
}
