package io.skuline.deduction;

import io.skuline.event.OrderEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A batch touches SKUs that are in quarantine. Their stock is in doubt, and nothing about them is
 * decided until an operator has repaired them.
 */
public final class QuarantinedException extends HeldEventsException {

  /**
   * @param touching the events that touch SKUs in quarantine, by their position in the batch from
   *     0, with those SKUs
   * @param batch the events
   */
  public QuarantinedException(Map<Integer, Set<String>> touching, List<OrderEvent> batch) {
    super("In quarantine: ", touching, batch);
  }
}
