package io.skuline.deduction;

import java.util.Set;

/**
 * Some events of a batch cannot be decided until something has been repaired or rebuilt. The batch
 * has no answers. Without those events it can be decided.
 */
public abstract class UndecidableEventsException extends RuntimeException {

  UndecidableEventsException(String message) {
    super(message);
  }

  /**
   * Returns the positions in the batch, from 0, of the events that cannot be decided, including
   * later events of the batch about the same orders.
   */
  public abstract Set<Integer> events();
}
