package io.skuline.concurrent;

import java.time.Duration;

/**
 * Decides when to log again why something fails that is tried again and again. It is for one
 * thread.
 */
public final class RepeatedReason {

  private final long againNanos;
  private String last;
  private long lastNanos;

  /**
   * @param again how long not to log a reason that stays the same
   */
  public RepeatedReason(Duration again) {
    againNanos = again.toNanos();
  }

  /** Tells whether this reason is to be logged now; if so, it counts as logged. */
  public boolean isDue(String reason, long nowNanos) {
    if (reason.equals(last) && nowNanos - lastNanos < againNanos) {
      return false;
    }
    last = reason;
    lastNanos = nowNanos;
    return true;
  }
}
