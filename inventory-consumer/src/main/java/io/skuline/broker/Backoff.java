package io.skuline.broker;

import java.time.Duration;

/**
 * Ever longer pauses between attempts, from 50 ms to 1 s. Ends early when its thread is
 * interrupted.
 */
public final class Backoff {

  private static final long FIRST_MILLIS = 50;
  private static final long LONGEST_MILLIS = Duration.ofSeconds(1).toMillis();

  private long nextMillis = FIRST_MILLIS;

  /**
   * @throws InterruptedException if the service stops
   */
  public void pause() throws InterruptedException {
    Thread.sleep(nextMillis);
    nextMillis = Math.min(2 * nextMillis, LONGEST_MILLIS);
  }

  public void reset() {
    nextMillis = FIRST_MILLIS;
  }
}
