package io.skuline.desk;

import java.util.concurrent.TimeUnit;

/** Spaces things evenly, at most so many a second. */
final class Pace {

  private final long nanosEach;
  private long next = System.nanoTime();

  Pace(int perSecond) {
    this.nanosEach = TimeUnit.SECONDS.toNanos(1) / perSecond;
  }

  void await() throws InterruptedException {
    long wait = next - System.nanoTime();
    if (wait > 0) {
      TimeUnit.NANOSECONDS.sleep(wait);
    }
    next = Math.max(next, System.nanoTime()) + nanosEach;
  }
}
