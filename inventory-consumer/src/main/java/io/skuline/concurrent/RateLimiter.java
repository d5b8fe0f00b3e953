package io.skuline.concurrent;

import java.time.Duration;

/** Holds work back to so many items a second. Time that was not used is not made up for. */
public final class RateLimiter {

  private final double nanosPerItem;
  private final TimeSource time;
  private long next;

  public RateLimiter(int perSecond, TimeSource time) {
    this.nanosPerItem = 1e9 / perSecond;
    this.time = time;
    this.next = time.nanos();
  }

  /** Waits until so many more items may have been worked on. */
  public void spend(int items) throws InterruptedException {
    long now = time.nanos();
    next = Math.max(now, next + Math.round(items * nanosPerItem));
    time.sleep(Duration.ofNanos(next - now));
  }
}
