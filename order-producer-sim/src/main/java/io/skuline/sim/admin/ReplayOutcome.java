package io.skuline.sim.admin;

/**
 * The outcome of one dead letter in a replay.
 *
 * @param letter the id of the dead letter
 * @param outcome REPLAYED, PARKED_AGAIN or REFUSED; in a dry run WOULD_REPLAY or REFUSED
 * @param detail more about the outcome
 */
public record ReplayOutcome(long letter, String outcome, String detail) {

  public boolean replayed() {
    return "REPLAYED".equals(outcome);
  }
}
