package io.skuline.concurrent;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Time as it passes, and waiting for it to pass; a test has one of its own. */
public interface TimeSource {

  /** The machine's. */
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

  /** Counts on, from anywhere; only differences mean something. */
  long nanos();

  /**
   * @throws InterruptedException if the service stops
   */
  void sleep(Duration duration) throws InterruptedException;
}
