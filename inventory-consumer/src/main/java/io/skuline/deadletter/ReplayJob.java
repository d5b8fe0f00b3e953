package io.skuline.deadletter;

import java.time.Instant;

/**
 * A replay of dead letters.
 *
 * @param total dead letters that were asked for
 * @param open dead letters that are not settled yet
 * @param refused dead letters that were not sent, because they would be parked again or wait for
 *     one that is not part of this replay
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

  /** Whether the replay goes on. */
  public enum State {
    RUNNING,
    DONE,
    /** An operator has stopped it; answers to what was sent before are still waited for. */
    STOPPED
  }
}
