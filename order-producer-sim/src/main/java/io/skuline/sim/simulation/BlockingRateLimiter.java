package io.skuline.sim.simulation;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Limits its caller to a number of calls a second. For one thread. */
public final class BlockingRateLimiter {

  private static final long MAX_NAP_NANOS = 100_000_000L;

  private final double nanosPerCall;
  private final LongSupplier clock;
  private final LongConsumer nap;
  private final long startNanos;
  private long calls;

  /**
   * @param perSecond calls a second; 0 for no limit
   */
  public BlockingRateLimiter(double perSecond) {
    this(perSecond, System::nanoTime, LockSupport::parkNanos);
  }

  BlockingRateLimiter(double perSecond, LongSupplier clock, LongConsumer nap) {
    nanosPerCall = perSecond > 0 ? 1e9 / perSecond : 0;
    this.clock = clock;
    this.nap = nap;
    startNanos = clock.getAsLong();
  }

  /**
   * Waits until the next call is due. Late calls are made up for.
   *
   * @return when the call was due, by {@link System#nanoTime}; without a limit, now
   */
  public long await() {
    if (nanosPerCall == 0) {
      return clock.getAsLong();
    }
    long due = startNanos + (long) (calls++ * nanosPerCall);
    for (long left = due - clock.getAsLong(); left > 0; left = due - clock.getAsLong()) {
      nap.accept(Math.min(left, MAX_NAP_NANOS));
      if (Thread.currentThread().isInterrupted()) {
        break;
      }
    }
    return due;
  }
}
