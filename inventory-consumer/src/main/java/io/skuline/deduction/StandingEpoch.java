package io.skuline.deduction;

/**
 * Tells whether what was read in several steps was all read from the same stock. To be asked before
 * the first step and after the last. Either method throws {@link DeductionUnavailableException} if
 * stock is fenced or cannot be asked.
 */
public interface StandingEpoch {

  /** The epoch that is open. */
  long epoch();

  /** Requires that the epoch has not ended, here or elsewhere. */
  void requireStanding(long epoch);
}
