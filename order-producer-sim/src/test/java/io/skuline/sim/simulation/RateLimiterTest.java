package io.skuline.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

  private static final long MILLI = 1_000_000;

  private long now = 5;

  @Test
  void callsAreDueAtEvenTimes() {
    Pace pace = new Pace(1000, () -> now, nanos -> now += nanos);
    assertThat(pace.await()).isEqualTo(5);
    assertThat(pace.await()).isEqualTo(5 + MILLI);
    assertThat(pace.await()).isEqualTo(5 + 2 * MILLI);
    assertThat(now).isEqualTo(5 + 2 * MILLI);
  }

  @Test
  void aCallThatComesLateWasDueBefore() {
    Pace pace = new Pace(1000, () -> now, nanos -> now += nanos);
    pace.await();
    now += 10 * MILLI;
    assertThat(pace.await()).isEqualTo(5 + MILLI);
    assertThat(now).as("nobody waits").isEqualTo(5 + 10 * MILLI);
  }

  @Test
  void withoutALimitEveryCallIsDueNow() {
    Pace pace = new Pace(0, () -> now, nanos -> now += nanos);
    now += 7;
    assertThat(pace.await()).isEqualTo(12);
  }
}
