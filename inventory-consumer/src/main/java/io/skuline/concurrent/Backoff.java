package io.skuline.concurrent;

import java.time.Duration;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Pauses between attempts that go on without end. By default the pauses grow from 50 ms to 1 s.
 * Each has a random part, so that instances do not try again in step with each other. A pause ends
 * early when its thread is interrupted.
 *
 * <p>It is not safe for use by several threads.
 */
public final class Backoff {

  private final BackOff rule;
  private final TimeSource time;
  private BackOffExecution pauses;

  public Backoff() {
    this(TimeSource.SYSTEM);
  }

  public Backoff(TimeSource time) {
    this(Duration.ofMillis(50), Duration.ofSeconds(1), time);
  }

  /** Creates pauses that grow from the first to the longest, each to twice the one before. */
  public Backoff(Duration first, Duration longest, TimeSource time) {
    this(exponential(first.toMillis(), longest.toMillis()), time);
  }

  /** Creates pauses that all have the same length. */
  public Backoff(Duration pause) {
    this(new FixedBackOff(pause.toMillis(), FixedBackOff.UNLIMITED_ATTEMPTS), TimeSource.SYSTEM);
  }

  private Backoff(BackOff rule, TimeSource time) {
    this.rule = rule;
    this.time = time;
    this.pauses = rule.start();
  }

  private static BackOff exponential(long firstMillis, long longestMillis) {
    ExponentialBackOff rule = new ExponentialBackOff(firstMillis, 2);
    rule.setMaxInterval(longestMillis);
    rule.setJitter(Math.max(1, firstMillis / 2));
    return rule;
  }

  /**
   * Waits.
   *
   * @throws InterruptedException if the service stops
   */
  public void pause() throws InterruptedException {
    time.sleep(Duration.ofMillis(pauses.nextBackOff()));
  }

  /** Makes the next pause as short as the first. */
  public void reset() {
    pauses = rule.start();
  }
}
