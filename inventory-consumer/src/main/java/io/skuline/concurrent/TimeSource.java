package io.skuline.concurrent;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Time as it passes, and waiting for it to pass; tests have a time source of their own. */
public interface TimeSource {

  /** The time of the machine. */
  TimeSource SYSTEM =
      new TimeSource() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
          TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        }
      };

  /**
   * Returns a time in nanoseconds that counts on from any beginning; only differences mean
   * something.
   */
  long nanos();

  /**
   * @throws InterruptedException if the service stops
   */
  void sleep(Duration duration) throws InterruptedException;
}
