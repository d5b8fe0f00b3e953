package io.skuline.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final FakeTimeSource time = new FakeTimeSource();

  @Test
  void oneASecondIsOneASecond() {
    RateLimiter rateLimiter = RateLimiter.inBursts(1, time);
    assertThat(rateLimiter.due()).isEqualTo(1);
    rateLimiter.took(1);
    time.pass(SECOND.minusNanos(1));
    assertThat(rateLimiter.due()).isZero();
    assertThat(rateLimiter.untilNext()).isEqualTo(1);
    time.pass(Duration.ofNanos(1));
    assertThat(rateLimiter.due()).isEqualTo(1);
  }

  @Test
  void overASecondItIsTheRateHoweverOftenItIsAsked() {
    for (int rate : new int[] {3, 50, 200, 1000}) {
      RateLimiter rateLimiter = RateLimiter.inBursts(rate, time);
      int sent = 0;
      for (int i = 0; i < 10 * 100; i++) {
        int due = rateLimiter.due();
        rateLimiter.took(due);
        sent += due;
        time.pass(SECOND.dividedBy(100));
      }
      assertThat(sent).as("at " + rate).isBetween(10 * rate - 1, 10 * rate + rate / 10 + 1);
    }
  }

  @Test
  void afterALongPauseThereIsNoFlood() {
    RateLimiter slow = RateLimiter.inBursts(50, time);
    RateLimiter fast = RateLimiter.inBursts(10_000, time);
    time.pass(Duration.ofHours(1));
    assertThat(slow.due()).isEqualTo(5);
    assertThat(fast.due()).isEqualTo(100);
  }
}
