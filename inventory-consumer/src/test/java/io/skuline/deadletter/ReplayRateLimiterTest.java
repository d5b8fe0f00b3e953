package io.skuline.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @Test
  void oneASecondIsOneASecond() {
    Pace pace = new Pace(1, 0);
    assertThat(pace.due(0)).isEqualTo(1);
    pace.took(1);
    assertThat(pace.due(SECOND - 1)).isZero();
    assertThat(pace.untilNext(SECOND - 1)).isEqualTo(1);
    assertThat(pace.due(SECOND)).isEqualTo(1);
  }

  @Test
  void overASecondItIsTheRateHoweverOftenItIsAsked() {
    for (int rate : new int[] {3, 50, 200, 1000}) {
      Pace pace = new Pace(rate, 0);
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
    Pace pace = new Pace(50, 0);
    assertThat(pace.due(3600 * SECOND)).isEqualTo(5);
    assertThat(new Pace(10_000, 0).due(3600 * SECOND)).isEqualTo(100);
  }
}
