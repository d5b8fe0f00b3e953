package io.skuline.sim.file;

import io.skuline.event.OrderEvent;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/**
 * The content of a file, from reading it once.
 *
 * @param events number of events that can be used
 * @param skus all SKUs that they name, sorted
 */
public record Survey(long events, Set<String> skus) {

  /** Reads all events of a file. */
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
