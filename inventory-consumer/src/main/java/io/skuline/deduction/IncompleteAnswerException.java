package io.skuline.deduction;

import io.skuline.event.OrderEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The database has some lines of the answer about an order, and the other lines will never arrive.
 * The published answer cannot be repeated, and the order must not be decided again.
 */
public final class IncompleteAnswerException extends UndecidableEventsException {

  private final Set<Integer> events;

  /**
   * @param ids orders and adjustments whose answers are incomplete
   * @param batch the events
   */
  public IncompleteAnswerException(Set<String> ids, List<OrderEvent> batch) {
    super(
        "The database lacks lines of the answer, and they will not come: "
            + String.join(", ", new TreeSet<>(ids))
            + "; settle the anomaly, then replay");
    this.events = positions(ids, batch);
  }

  @Override
  public Set<Integer> events() {
    return events;
  }

  private static Set<Integer> positions(Set<String> ids, List<OrderEvent> batch) {
    Set<Integer> positions = new HashSet<>();
    for (int i = 0; i < batch.size(); i++) {
      if (ids.contains(batch.get(i).key())) {
        positions.add(i);
      }
    }
    return positions;
  }
}
