package io.skuline.ledger;

import io.skuline.store.DriftCheck;
import io.skuline.store.Movement;
import io.skuline.store.MovementKind;
import io.skuline.store.MovementTable;
import io.skuline.store.StockTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

/** What the database computes over stored movements, computed in memory. */
final class MovementQueries {

  private MovementQueries() {}

  static boolean sameKey(Movement a, Movement b) {
    return a.orderId().equals(b.orderId())
        && a.kind() == b.kind()
        && a.operationId().equals(b.operationId())
        && a.sku().equals(b.sku());
  }

  static boolean samePlace(Movement a, Movement b) {
    return a.sku().equals(b.sku()) && a.sequence() == b.sequence();
  }

  static List<MovementTable.Excess> excessReturns(
      List<Movement> movements, SortedSet<String> orderIds) {
    List<MovementTable.Excess> excess = new ArrayList<>();
    for (String order : orderIds) {
      Map<String, Long> given = new TreeMap<>();
      boolean deducted = false;
      for (Movement m : movements) {
        if (m.orderId().equals(order)) {
          boolean deduction = m.asPublished().kind() == MovementKind.DEDUCTION;
          deducted |= deduction;
          if (deduction || m.givesBack()) {
            given.merge(m.sku(), m.delta(), Long::sum);
          }
        }
      }
      if (deducted) {
        given.forEach(
            (sku, units) -> {
              if (units > 0) {
                excess.add(new MovementTable.Excess(order, sku, units));
              }
            });
      }
    }
    return excess;
  }

  static List<DriftCheck.Drift> drifts(
      List<Movement> movements, Map<String, StockTable.Sum> stock, SortedSet<String> skus) {
    List<DriftCheck.Drift> drifts = new ArrayList<>();
    for (String sku : skus) {
      StockTable.Sum row = stock.get(sku);
      for (Movement m : movements) {
        if (m.sku().equals(sku)
            && row.folded() == row.latest()
            && m.sequence() == row.latest()
            && m.availableAfter() != row.moved()) {
          drifts.add(
              new DriftCheck.Drift(
                  sku, m.orderId(), m.sequence(), m.availableAfter(), row.moved(), m.epoch()));
        }
      }
    }
    return drifts;
  }

  static List<Movement> odd(List<Movement> movements, String sku) {
    List<Movement> odd = new ArrayList<>();
    long folded = 0;
    for (Movement m :
        movements.stream()
            .filter(each -> each.sku().equals(sku))
            .sorted(Movement.BY_SKU_AND_SEQUENCE)
            .toList()) {
      folded += m.delta();
      if (folded != m.availableAfter() && m.kind() != MovementKind.ANOMALY) {
        odd.add(m);
      }
    }
    return odd;
  }
}
