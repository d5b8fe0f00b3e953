package io.skuline.deduction;

import io.skuline.event.OrderEvent;
import io.skuline.event.StockAdjusted;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A batch touches SKUs that are in quarantine: their stock is in doubt, and nothing of them is
 * decided until somebody has mended it.
 */
public final class QuarantinedException extends UndecidableEventsException {

  private final Set<String> skus;

  /**
   * @param skus all SKUs in quarantine that the batch touches
   * @param touching positions in the batch of the events that touch them, from 0
   * @param batch the events
   */
  public QuarantinedException(Set<String> skus, Set<Integer> touching, List<OrderEvent> batch) {
    super(
        "In quarantine: " + String.join(", ", new TreeSet<>(skus)), withFollowers(touching, batch));
    this.skus = Set.copyOf(skus);
  }

  /** All SKUs in quarantine that the batch touches. */
  public Set<String> skus() {
    return skus;
  }

  private static Set<Integer> withFollowers(Set<Integer> touching, List<OrderEvent> batch) {
    Set<Integer> all = new TreeSet<>(touching);
    Set<String> orders = new HashSet<>();
    for (int i = 0; i < batch.size(); i++) {
      OrderEvent event = batch.get(i);
      if (event instanceof StockAdjusted) {
        continue;
      }
      if (touching.contains(i)) {
        orders.add(event.key());
      } else if (orders.contains(event.key())) {
        all.add(i);
      }
    }
    return all;
  }
}
