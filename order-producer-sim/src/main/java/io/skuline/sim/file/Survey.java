package io.skuline.sim.file;

import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockReturned;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is in a file, from reading it once.
 *
 * @param events how many events can be used
 * @param skus all SKUs they name, sorted
 */
public record Survey(long events, Set<String> skus) {

  /** Reads all events. */
  public static Survey of(Events events) throws IOException, LineException {
    long count = 0;
    Set<String> skus = new TreeSet<>();
    for (OrderEvent event = events.next(); event != null; event = events.next()) {
      count++;
      skus.add(event.messageGroup());
      if (event instanceof OrderCreated order) {
        order.lines().stream().map(OrderLine::sku).forEach(skus::add);
      } else if (event instanceof StockReturned returned) {
        returned.lines().stream().map(OrderLine::sku).forEach(skus::add);
      } else if (event instanceof StockAdjusted adjusted) {
        skus.add(adjusted.sku());
      }
    }
    return new Survey(count, skus);
  }
}
