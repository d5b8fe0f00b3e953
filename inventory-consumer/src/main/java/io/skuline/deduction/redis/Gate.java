package io.skuline.deduction.redis;

import io.skuline.deduction.DeductionUnavailableException;
import java.time.Duration;
import java.time.Instant;

/**
 * Whether stock may be sold, and in which epoch. Closed at start and whenever Redis turns out not
 * to be the server that was verified; opened only by who has verified it.
 */
public final class Gate {

  /**
   * @param epoch the epoch it is open for, or the last one it was open for
   * @param recallUntil orders created before this may have been decided in an earlier epoch
   * @param reason why it is closed; empty if it is open
   */
  public record State(
      boolean open, long epoch, Instant recallUntil, String reason, Instant since) {}

  private State state = new State(false, 0, Instant.EPOCH, "not verified yet", Instant.now());

  public synchronized State state() {
    return state;
  }

  /**
   * The state, if open.
   *
   * @throws DeductionUnavailableException if closed
   */
  public State requireOpen() {
    State now = state();
    if (!now.open()) {
      throw new DeductionUnavailableException("Stock is fenced: " + now.reason());
    }
    return now;
  }

  public synchronized void open(long epoch, Instant recallUntil) {
    state = new State(true, epoch, recallUntil, "", Instant.now());
  }

  /** Says more precisely why it is closed, or how far the rebuild is. */
  public synchronized void explain(String reason) {
    if (!state.open()) {
      state = new State(false, state.epoch(), state.recallUntil(), reason, state.since());
    }
  }

  /** Closes it for an epoch that proved wrong; too late if another epoch is open by now. */
  public synchronized void close(long epoch, String reason) {
    if (state.open() && state.epoch() == epoch) {
      state = new State(false, epoch, state.recallUntil(), reason, Instant.now());
      notifyAll();
    }
  }

  /** Waits until it is closed, at most the given time; tells whether it is. */
  public synchronized boolean awaitClosed(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    long left = atMost.toMillis();
    while (state.open() && left > 0) {
      wait(left);
      left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
    }
    return !state.open();
  }
}
