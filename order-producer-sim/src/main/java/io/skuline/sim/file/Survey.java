package io.skuline.sim.file;

import io.skuline.event.OrderEvent;
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
      skus.addAll(NamedSkus.of(event));
    }
    return new Survey(count, skus);
  }
}
