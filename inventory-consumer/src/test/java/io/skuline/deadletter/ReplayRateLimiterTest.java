package io.skuline.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReplayRateLimiterTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @Test
  void oneASecondIsOneASecond() {
    ReplayRateLimiter pace = new ReplayRateLimiter(1, 0);
    assertThat(pace.due(0)).isEqualTo(1);
    pace.took(1);
    assertThat(pace.due(SECOND - 1)).isZero();
    assertThat(pace.untilNext(SECOND - 1)).isEqualTo(1);
    assertThat(pace.due(SECOND)).isEqualTo(1);
  }

  @Test
  void overASecondItIsTheRateHoweverOftenItIsAsked() {
    for (int rate : new int[] {3, 50, 200, 1000}) {
      ReplayRateLimiter pace = new ReplayRateLimiter(rate, 0);
      int sent = 0;
      for (long now = 0; now < 10 * SECOND; now += SECOND / 100) {
        int due = pace.due(now);
        pace.took(due);
        sent += due;
      }
      assertThat(sent).as("at " + rate).isBetween(10 * rate - 1, 10 * rate + rate / 10 + 1);
    }
  }

  @Test
  void afterALongPauseThereIsNoFlood() {
    ReplayRateLimiter pace = new ReplayRateLimiter(50, 0);
    assertThat(pace.due(3600 * SECOND)).isEqualTo(5);
    assertThat(new ReplayRateLimiter(10_000, 0).due(3600 * SECOND)).isEqualTo(100);
  }
}
