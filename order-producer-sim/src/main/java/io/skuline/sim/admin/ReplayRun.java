package io.skuline.sim.admin;

/**
 * A replay of some letters.
 *
 * @param state RUNNING, DONE or STOPPED
 * @param startedAt an ISO instant
 * @param open letters without an outcome yet
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

  /** Letters with an outcome. */
  public long finished() {
    return total - open;
  }

  public boolean allReplayed() {
    return replayed == total;
  }
}
