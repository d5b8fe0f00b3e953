package io.skuline.deduction.database;

import io.skuline.deduction.OrderUnits;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.Shortage;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockLevel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the orders of a batch that a {@link PreCheck} rejects. */
final class SoldOutOrders {

  private SoldOutOrders() {}

  /**
   * Returns the orders that want a SKU which was at zero, and what they would be short of, by order
   * id. An order for a SKU that the glance does not know is left to the primary. So is an order for
   * a SKU to which another event of the batch gives units.
   */
  static Map<String, List<Shortage>> among(
      List<OrderEvent> events, Map<String, StockLevel> glance, KnownAnswers answers) {
    Map<String, List<Shortage>> soldOut = new HashMap<>();
    if (glance.isEmpty()) {
      return soldOut;
    }
    Set<String> rising = rising(events, answers);
    Set<String> seen = new HashSet<>();
    for (OrderEvent event : events) {
      if (event instanceof OrderCreated order
          && seen.add(order.orderId())
          && answers.get(order.operation()) == null
          && answers.partOf(order.operation()).isEmpty()) {
        Map<String, Integer> units = OrderUnits.bySku(order.lines());
        boolean known = glance.keySet().containsAll(units.keySet());
        boolean hasNone =
            known
                && units.keySet().stream()
                    .anyMatch(sku -> glance.get(sku).available() <= 0 && !rising.contains(sku));
        if (hasNone) {
          soldOut.put(order.orderId(), shortages(units, glance));
        }
      }
    }
    return soldOut;
  }

  private static List<Shortage> shortages(
      Map<String, Integer> units, Map<String, StockLevel> glance) {
    List<Shortage> shortages = new ArrayList<>();
    units.forEach(
        (sku, quantity) -> {
          long available = glance.get(sku).available();
          if (available < quantity) {
            shortages.add(new Shortage(sku, quantity, available));
          }
        });
    return shortages;
  }

  private static Set<String> rising(List<OrderEvent> events, KnownAnswers answers) {
    Set<String> skus = new HashSet<>();
    for (OrderEvent event : events) {
      if (event instanceof StockAdjusted adjusted && adjusted.delta() > 0) {
        skus.add(adjusted.sku());
      } else {
        skus.addAll(answers.skusGivenBackBy(event));
      }
    }
    return skus;
  }
}
