package io.skuline.deduction.redis;

import io.skuline.deduction.DeductionUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Knows whether stock may be sold, and in which epoch. The gate is closed at the start, and
 * whenever Redis turns out not to be the server that was verified. Only the code that has verified
 * the server opens it.
 */
public final class EpochGate {

  /**
   * @param epoch the epoch for which the gate is open, or was open last
   * @param recallUntil orders created before this time may have been decided in an earlier epoch
   * @param reason why the gate is closed; empty if it is open
   * @param since when the gate was opened or closed
   * @param rebuild how far this instance's rebuild is, if it is rebuilding
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
   * Returns the state if the gate is open.
   *
   * @throws DeductionUnavailableException if the gate is closed
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

  /** States more precisely why the gate is closed. */
  public synchronized void explain(String why) {
    if (!state.open()) {
      state = state.with(why, null);
    }
  }

  /** Records how far the rebuild is. */
  public synchronized void rebuilding(RebuildProgress progress) {
    if (!state.open()) {
      state = state.with(state.reason(), progress);
    }
  }

  /**
   * Closes the gate for an epoch that proved wrong. It does nothing if another epoch is open by
   * now.
   */
  public synchronized void close(long epoch, DataLoss loss, String reason) {
    if (state.open() && state.epoch() == epoch) {
      losses.merge(loss, 1L, Long::sum);
      state = new State(false, epoch, state.recallUntil(), reason, Instant.now(), null);
      notifyAll();
    }
  }

  /** Returns how often the gate was closed by such a loss. */
  public synchronized long count(DataLoss loss) {
    return losses.getOrDefault(loss, 0L);
  }

  /** Waits until the gate is closed, at most for the given time; tells whether it is closed. */
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
