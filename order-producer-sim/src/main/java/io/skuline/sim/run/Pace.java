package io.skuline.sim.run;

import java.util.concurrent.locks.LockSupport;

/** Holds its caller back to so many calls a second. For one thread. */
public final class Pace {

  private static final long MAX_NAP_NANOS = 100_000_000L;

  private final double nanosPerCall;
  private final long startNanos = System.nanoTime();
  private long calls;

  /**
   * @param perSecond 0 for no limit
   */
  public Pace(double perSecond) {
    nanosPerCall = perSecond > 0 ? 1e9 / perSecond : 0;
  }

  /** Returns when the next call is due; calls that came late are caught up with. */
  public void await() {
    long due = startNanos + (long) (calls++ * nanosPerCall);
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(Math.min(left, MAX_NAP_NANOS));
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
    }
  }
}
