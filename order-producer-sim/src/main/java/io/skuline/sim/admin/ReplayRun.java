package io.skuline.sim.admin;

/**
 * A replay job.
 *
 * @param state RUNNING, DONE or STOPPED
 * @param startedAt an ISO instant
 * @param open dead letters without an outcome yet
 */
public record ReplayRun(
    long id,
    String state,
    String who,
    String startedAt,
    long total,
    long open,
    long replayed,
    long parkedAgain,
    long refused) {

  public boolean running() {
    return "RUNNING".equals(state);
  }

  /** Returns the number of dead letters with an outcome. */
  public long finished() {
    return total - open;
  }

  public boolean allReplayed() {
    return replayed == total;
  }
}
