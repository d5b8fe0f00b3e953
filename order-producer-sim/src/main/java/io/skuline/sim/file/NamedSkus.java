package io.skuline.sim.file;

import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.StockReturned;
import java.util.Set;
import java.util.TreeSet;

/** Finds the SKUs that an event names. */
public final class NamedSkus {

  private NamedSkus() {}

  /** Returns the SKU in whose queue the event waits, and the SKUs of its lines; sorted. */
  public static Set<String> of(OrderEvent event) {
    Set<String> skus = new TreeSet<>();
    skus.add(event.messageGroup());
    if (event instanceof OrderCreated order) {
      order.lines().stream().map(OrderLine::sku).forEach(skus::add);
    } else if (event instanceof StockReturned returned) {
      returned.lines().stream().map(OrderLine::sku).forEach(skus::add);
    }
    return skus;
  }
}
