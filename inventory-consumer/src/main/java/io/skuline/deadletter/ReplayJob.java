package io.skuline.deadletter;

import java.time.Instant;

/**
 * A replay of letters.
 *
 * @param total letters that were asked for
 * @param open letters that are not settled yet
 * @param refused letters that were not sent, because they would be parked again or wait for one
 *     that is not part of this replay
 */
public record ReplayJob(
    long id,
    State state,
    String who,
    Instant startedAt,
    int total,
    int open,
    int replayed,
    int parkedAgain,
    int refused) {

  /** Whether it goes on. */
  public enum State {
    RUNNING,
    DONE,
    /** By somebody; what was sent before is still waited for. */
    STOPPED
  }
}
