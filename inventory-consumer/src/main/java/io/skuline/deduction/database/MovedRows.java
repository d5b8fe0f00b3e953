package io.skuline.deduction.database;

import io.skuline.event.OperationId;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.SkuBuckets;
import io.skuline.event.StockAdjusted;
import io.skuline.store.Movement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/** Tells which stock rows events concern, by the names under which stock is kept. */
record MovedRows(KnownAnswers answers, ChosenRows chosen) {

  /** Returns the rows that events without a known answer may read or move. */
  NavigableSet<String> of(List<OrderEvent> events, Set<String> soldOutOrders) {
    NavigableSet<String> rows = new TreeSet<>();
    for (OrderEvent event : events) {
      Map<String, Movement> part = answers.partOf(event.operation());
      part.values().forEach(row -> rows.add(row.sku()));
      if (answers.get(event.operation()) != null) {
        continue;
      }
      if (event instanceof OrderCreated created) {
        if (!soldOutOrders.contains(created.orderId())) {
          created.lines().stream()
              .map(OrderLine::sku)
              .filter(sku -> !part.containsKey(sku))
              .forEach(sku -> rows.add(chosen.of(sku)));
        }
      } else if (event instanceof StockAdjusted adjusted) {
        rows.add(adjusted.sku());
      } else {
        rows.addAll(givenBackBy(event));
      }
    }
    return rows;
  }

  private List<String> givenBackBy(OrderEvent event) {
    return answers.skusGivenBackBy(event).stream()
        .map(sku -> answers.rowOf(event.key(), sku))
        .toList();
  }

  /**
   * Returns these rows and the bases of those that may get units: a base says whether its other
   * rows may have some.
   */
  NavigableSet<String> toLock(List<OrderEvent> events, Set<String> soldOutOrders) {
    NavigableSet<String> rows = of(events, soldOutOrders);
    Set<String> givingBack = new HashSet<>();
    for (OrderEvent event : events) {
      answers.partOf(event.operation()).keySet().forEach(rows::add);
      boolean gives = !(event instanceof OrderCreated || event instanceof StockAdjusted);
      if (gives && answers.get(event.operation()) == null) {
        givenBackBy(event).forEach(row -> rows.add(SkuBuckets.skuOf(row)));
        if (answers.get(OperationId.ofOrder(event.key())) == null) {
          givingBack.add(event.key());
        }
      }
    }
    // Their orders are decided in the same run.
    for (OrderEvent event : events) {
      if (event instanceof OrderCreated created && givingBack.contains(created.orderId())) {
        created.lines().forEach(line -> rows.add(line.sku()));
      }
    }
    return rows;
  }
}
