package io.skuline.concurrent;

import java.time.Duration;

/**
 * Ever longer pauses between attempts, from 50 ms to 1 s if nothing else is said. Ends early when
 * its thread is interrupted.
 */
public final class Backoff {

  private static final long FIRST_MILLIS = 50;
  private static final long LONGEST_MILLIS = Duration.ofSeconds(1).toMillis();

  private final long firstMillis;
  private final long longestMillis;
  private long nextMillis;

  public Backoff() {
    this(FIRST_MILLIS, LONGEST_MILLIS);
  }

  /** Pauses of always the same length. */
  public Backoff(Duration pause) {
    this(pause.toMillis(), pause.toMillis());
  }

  private Backoff(long firstMillis, long longestMillis) {
    this.firstMillis = firstMillis;
    this.longestMillis = longestMillis;
    this.nextMillis = firstMillis;
  }

  /**
   * @throws InterruptedException if the service stops
   */
  public void pause() throws InterruptedException {
    Thread.sleep(nextMillis);
    nextMillis = Math.min(2 * nextMillis, longestMillis);
  }

  public void reset() {
    nextMillis = firstMillis;
  }
}
