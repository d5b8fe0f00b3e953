package io.skuline.sim.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimiterTest {

  private static final long MILLI = 1_000_000;

  private long now = 5;

  @Test
  void callsAreDueAtEvenTimes() {
    RateLimiter rateLimiter = new RateLimiter(1000, () -> now, nanos -> now += nanos);
    assertThat(rateLimiter.await()).isEqualTo(5);
    assertThat(rateLimiter.await()).isEqualTo(5 + MILLI);
    assertThat(rateLimiter.await()).isEqualTo(5 + 2 * MILLI);
    assertThat(now).isEqualTo(5 + 2 * MILLI);
  }

  @Test
  void aCallThatComesLateWasDueBefore() {
    RateLimiter rateLimiter = new RateLimiter(1000, () -> now, nanos -> now += nanos);
    rateLimiter.await();
    now += 10 * MILLI;
    assertThat(rateLimiter.await()).isEqualTo(5 + MILLI);
    assertThat(now).as("nobody waits").isEqualTo(5 + 10 * MILLI);
  }

  @Test
  void withoutALimitEveryCallIsDueNow() {
    RateLimiter rateLimiter = new RateLimiter(0, () -> now, nanos -> now += nanos);
    now += 7;
    assertThat(rateLimiter.await()).isEqualTo(12);
  }
}
