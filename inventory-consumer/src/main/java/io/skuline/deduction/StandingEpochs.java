package io.skuline.deduction;

import io.skuline.store.PartitionEpochs;

/**
 * Tells whether what was read in several steps was all read from the same stock. Callers ask before
 * the first step and after the last one. Both methods throw {@link DeductionUnavailableException}
 * if stock is fenced or cannot be asked.
 */
public interface StandingEpochs {

  /** Returns the epochs that are open, at least one. */
  PartitionEpochs epochs();

  /** Requires that none of these has ended, neither for this instance nor for another one. */
  void requireStanding(PartitionEpochs epochs);
}
