package io.skuline.sim.admin;

/**
 * What became of one letter of a replay.
 *
 * @param outcome REPLAYED, PARKED_AGAIN or REFUSED; WOULD_REPLAY or REFUSED of a dry run
 */
public record ReplayOutcome(long letter, String outcome, String detail) {

  public boolean replayed() {
    return "REPLAYED".equals(outcome);
  }
}
