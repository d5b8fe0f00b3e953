package io.skuline.concurrent;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Limits work to a number of items a second.
 *
 * <p>It is not safe for use by several threads.
 */
public final class RateLimiter {

  private static final int MOST_AT_ONCE = 100;

  private final long nanosEach;
  private final long burstNanos;
  private final TimeSource time;

  /** When the next item may be worked on. */
  private long next;

  /**
   * Creates a limiter that does not make up for unused time.
   *
   * @param perSecond items a second, at least 1
   */
  public RateLimiter(int perSecond, TimeSource time) {
    this(perSecond, 1, time);
  }

  private RateLimiter(int perSecond, int burst, TimeSource time) {
    this.nanosEach = TimeUnit.SECONDS.toNanos(1) / perSecond;
    this.burstNanos = (burst - 1) * nanosEach;
    this.time = time;
    this.next = time.nanos() - burstNanos;
  }

  /**
   * Returns a limiter that makes up for a tenth of a second of unused time at once.
   *
   * @param perSecond items a second, at least 1
   */
  public static RateLimiter inBursts(int perSecond, TimeSource time) {
    return new RateLimiter(perSecond, Math.max(1, Math.min(perSecond / 10, MOST_AT_ONCE)), time);
  }

  /** Returns how many items may be worked on now, at most {@value #MOST_AT_ONCE}. */
  public int due() {
    long now = time.nanos();
    next = Math.max(next, now - burstNanos);
    return now < next ? 0 : (int) Math.min(MOST_AT_ONCE, 1 + (now - next) / nanosEach);
  }

  /** Records that so many items were worked on. */
  public void took(int items) {
    next += items * nanosEach;
  }

  /**
   * Returns how long until an item may be worked on, in nanoseconds; 0 or less if one may be worked
   * on now.
   */
  public long untilNext() {
    return next - time.nanos();
  }

  /** Records that so many items were worked on, and waits until the next one may be. */
  public void spend(int items) throws InterruptedException {
    long now = time.nanos();
    next = Math.max(now - burstNanos, next + items * nanosEach);
    time.sleep(Duration.ofNanos(Math.max(0, next - now)));
  }
}
