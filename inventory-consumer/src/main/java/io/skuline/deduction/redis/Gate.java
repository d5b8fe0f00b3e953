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
   * @param reason why it is closed; empty if it is open
   */
  public record State(boolean open, long epoch, String reason, Instant since) {}

  private State state = new State(false, 0, "not verified yet", Instant.now());

  public synchronized State state() {
    return state;
  }

  /**
   * The epoch that a decision may name.
   *
   * @throws DeductionUnavailableException if closed
   */
  public long epoch() {
    State now = state();
    if (!now.open()) {
      throw new DeductionUnavailableException("Stock is fenced: " + now.reason());
    }
    return now.epoch();
  }

  public synchronized void open(long epoch) {
    state = new State(true, epoch, "", Instant.now());
  }

  /** Closes it for an epoch that proved wrong; too late if another epoch is open by now. */
  public synchronized void close(long epoch, String reason) {
    if (state.open() && state.epoch() == epoch) {
      state = new State(false, epoch, reason, Instant.now());
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
