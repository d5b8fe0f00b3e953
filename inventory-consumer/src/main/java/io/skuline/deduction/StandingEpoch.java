package io.skuline.deduction;

/**
 * Tells whether what was read in several steps was all read from the same stock. Callers ask before
 * the first step and after the last one. Both methods throw {@link DeductionUnavailableException}
 * if stock is fenced or cannot be asked.
 */
public interface StandingEpoch {

  /** Returns the epoch that is open. */
  long epoch();

  /** Requires that the epoch has not ended, neither for this instance nor for another one. */
  void requireStanding(long epoch);
}
