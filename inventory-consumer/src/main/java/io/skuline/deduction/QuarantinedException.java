package io.skuline.deduction;

import io.skuline.event.OrderEvent;
import io.skuline.event.StockAdjusted;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A batch touches SKUs that are in quarantine: their stock is in doubt, and nothing of them is
 * decided until somebody has mended it. Nothing of the batch was decided. Without the events that
 * touch those SKUs it can be.
 */
public final class QuarantinedException extends RuntimeException {

  private final Set<String> skus;
  private final Set<Integer> events;

  /**
   * @param skus all SKUs in quarantine that the batch touches
   * @param touching positions in the batch of the events that touch them, from 0
   * @param batch the events
   */
  public QuarantinedException(Set<String> skus, Set<Integer> touching, List<OrderEvent> batch) {
    super("In quarantine: " + String.join(", ", new TreeSet<>(skus)));
    this.skus = Set.copyOf(skus);
    this.events = Set.copyOf(withFollowers(touching, batch));
  }

  /** All SKUs in quarantine that the batch touches. */
  public Set<String> skus() {
    return skus;
  }

  /**
   * Positions in the batch of the events that cannot be decided, from 0: those that touch these
   * SKUs, and what the batch says later about the same orders.
   */
  public Set<Integer> events() {
    return events;
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
