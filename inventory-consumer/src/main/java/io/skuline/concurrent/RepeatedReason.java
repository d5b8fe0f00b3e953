package io.skuline.concurrent;

import java.time.Duration;

/** Decides when to tell again why something fails that is tried again and again. One thread. */
public final class RepeatedReason {

  private final long againNanos;
  private String last;
  private long lastNanos;

  /**
   * @param again how long to keep quiet about a reason that stays the same
   */
  public RepeatedReason(Duration again) {
    againNanos = again.toNanos();
  }

  /** Whether this reason is to be told now; if so, it counts as told. */
  public boolean isDue(String reason, long nowNanos) {
    if (reason.equals(last) && nowNanos - lastNanos < againNanos) {
      return false;
    }
    last = reason;
    lastNanos = nowNanos;
    return true;
  }
}
