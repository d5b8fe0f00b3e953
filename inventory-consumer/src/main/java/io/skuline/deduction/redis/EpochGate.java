package io.skuline.deduction.redis;

import io.skuline.deduction.DeductionUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether stock may be sold, and in which epoch. Closed at start and whenever Redis turns out not
 * to be the server that was verified; opened only by who has verified it.
 */
public final class EpochGate {

  /**
   * @param epoch the epoch it is open for, or the last one it was open for
   * @param recallUntil orders created before this may have been decided in an earlier epoch
   * @param reason why it is closed; empty if it is open
   * @param since when it was opened or closed
   * @param rebuild how far this instance's rebuild is, if it is at one
   */
  public record State(
      boolean open,
      long epoch,
      Instant recallUntil,
      String reason,
      Instant since,
      @Nullable RebuildProgress rebuild) {

    private State with(String newReason, @Nullable RebuildProgress newRebuild) {
      return new State(open, epoch, recallUntil, newReason, since, newRebuild);
    }
  }

  private final Map<DataLoss, Long> losses = new EnumMap<>(DataLoss.class);
  private State state = new State(false, 0, Instant.EPOCH, "not verified yet", Instant.now(), null);

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
    state = new State(true, epoch, recallUntil, "", Instant.now(), null);
  }

  /** Says more precisely why it is closed. */
  public synchronized void explain(String why) {
    if (!state.open()) {
      state = state.with(why, null);
    }
  }

  /** Says how far the rebuild is. */
  public synchronized void rebuilding(RebuildProgress progress) {
    if (!state.open()) {
      state = state.with(state.reason(), progress);
    }
  }

  /** Closes it for an epoch that proved wrong; too late if another epoch is open by now. */
  public synchronized void close(long epoch, DataLoss loss, String reason) {
    if (state.open() && state.epoch() == epoch) {
      losses.merge(loss, 1L, Long::sum);
      state = new State(false, epoch, state.recallUntil(), reason, Instant.now(), null);
      notifyAll();
    }
  }

  /** How often it was closed by such a loss. */
  public synchronized long count(DataLoss loss) {
    return losses.getOrDefault(loss, 0L);
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
