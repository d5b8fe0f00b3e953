package io.skuline.deduction;

import java.util.Set;

/**
 * Some events of a batch cannot be decided until somebody has mended something; waiting does not
 * help. Nothing of the batch was decided. Without those events it can be.
 */
public abstract class UndecidableEventsException extends RuntimeException {

  private final Set<Integer> events;

  /**
   * @param events positions in the batch, from 0
   */
  UndecidableEventsException(String message, Set<Integer> events) {
    super(message);
    this.events = Set.copyOf(events);
  }

  /**
   * Positions in the batch of the events that cannot be decided, from 0, with what the batch says
   * later about the same orders.
   */
  public final Set<Integer> events() {
    return events;
  }
}
