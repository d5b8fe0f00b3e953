package io.skuline.deadletter;

import java.util.concurrent.TimeUnit;

/**
 * How many letters may be sent now: so many a second, and after a pause at most a tenth of that at
 * once.
 */
final class ReplayRateLimiter {

  private static final int MOST_AT_ONCE = 100;

  private final long nanosEach;
  private final long burstNanos;

  /** When the next one may be sent. */
  private long next;

  ReplayRateLimiter(int perSecond, long now) {
    nanosEach = TimeUnit.SECONDS.toNanos(1) / perSecond;
    burstNanos = (Math.max(1, Math.min(perSecond / 10, MOST_AT_ONCE)) - 1) * nanosEach;
    next = now - burstNanos;
  }

  /** How many may be sent now, at most {@value #MOST_AT_ONCE}. */
  int due(long now) {
    next = Math.max(next, now - burstNanos);
    return now < next ? 0 : (int) Math.min(MOST_AT_ONCE, 1 + (now - next) / nanosEach);
  }

  /** So many were sent. */
  void took(int letters) {
    next += letters * nanosEach;
  }

  /** How long until one may be sent, in nanoseconds; 0 or less if one may be. */
  long untilNext(long now) {
    return next - now;
  }
}
