package io.skuline.reconcile;

import java.util.concurrent.TimeUnit;

/** Holds work back to so many items a second. Time that was not used is not made up for. */
final class Pace {

  private final double nanosPerItem;
  private long next = System.nanoTime();

  Pace(int perSecond) {
    this.nanosPerItem = 1e9 / perSecond;
  }

  /** Waits until so many more items may have been worked on. */
  void spend(int items) throws InterruptedException {
    long now = System.nanoTime();
    next = Math.max(now, next + Math.round(items * nanosPerItem));
    TimeUnit.NANOSECONDS.sleep(next - now);
  }
}
