package io.skuline.deduction;

import io.skuline.event.OrderLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds up the lines of an order or a return. */
public final class OrderUnits {

  private OrderUnits() {}

  /** Returns the units of each SKU. The same SKU twice counts as the sum, at its first place. */
  public static Map<String, Integer> bySku(List<OrderLine> lines) {
    Map<String, Integer> units = new LinkedHashMap<>();
    for (OrderLine line : lines) {
      units.merge(line.sku(), line.quantity(), Integer::sum);
    }
    return units;
  }
}
