package io.skuline.sim.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlockingRateLimiterTest {

  private static final long MILLI = 1_000_000;

  private long now = 5;

  @Test
  void callsAreDueAtEvenTimes() {
    BlockingRateLimiter rateLimiter =
        new BlockingRateLimiter(1000, () -> now, nanos -> now += nanos);
    assertThat(rateLimiter.await()).isEqualTo(5);
    assertThat(rateLimiter.await()).isEqualTo(5 + MILLI);
    assertThat(rateLimiter.await()).isEqualTo(5 + 2 * MILLI);
    assertThat(now).isEqualTo(5 + 2 * MILLI);
  }

  @Test
  void aCallThatComesLateWasDueBefore() {
    BlockingRateLimiter rateLimiter =
        new BlockingRateLimiter(1000, () -> now, nanos -> now += nanos);
    rateLimiter.await();
    now += 10 * MILLI;
    assertThat(rateLimiter.await()).isEqualTo(5 + MILLI);
    assertThat(now).as("nobody waits").isEqualTo(5 + 10 * MILLI);
  }

  @Test
  void withoutALimitEveryCallIsDueNow() {
    BlockingRateLimiter rateLimiter = new BlockingRateLimiter(0, () -> now, nanos -> now += nanos);
    now += 7;
    assertThat(rateLimiter.await()).isEqualTo(12);
  }
}
