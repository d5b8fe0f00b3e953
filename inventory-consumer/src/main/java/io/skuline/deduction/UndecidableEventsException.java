package io.skuline.deduction;

import java.util.Set;

/**
 * Some events of a batch cannot be decided until somebody has mended something; waiting does not
 * help. Nothing of the batch was decided. Without those events it can be.
 */
public abstract class UndecidableEventsException extends RuntimeException {

  UndecidableEventsException(String message) {
    super(message);
  }

  /**
   * Positions in the batch of the events that cannot be decided, from 0, with what the batch says
   * later about the same orders.
   */
  public abstract Set<Integer> events();
}
