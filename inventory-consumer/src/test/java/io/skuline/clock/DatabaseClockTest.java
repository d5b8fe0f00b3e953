package io.skuline.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {

  private static final Instant OWN = Instant.parse("2026-11-27T08:00:00Z");

  private static DatabaseClock showing(Instant there) {
    return new DatabaseClock(() -> there, Clock.fixed(OWN, ZoneOffset.UTC));
  }

  @Test
  void aheadIsPositiveAndBehindIsNegative() {
    assertThat(showing(OWN.minusSeconds(61)).ahead()).isEqualTo(Duration.ofSeconds(61));
    assertThat(showing(OWN.plusSeconds(5)).ahead()).isEqualTo(Duration.ofSeconds(-5));
    assertThat(showing(OWN.plusSeconds(5)).now()).isEqualTo(OWN.plusSeconds(5));
  }

  @Test
  void aMinuteEitherWayIsTolerated() {
    assertThat(DatabaseClock.isTolerable(Duration.ofMinutes(1))).isTrue();
    assertThat(DatabaseClock.isTolerable(Duration.ofMinutes(-1))).isTrue();
    assertThat(DatabaseClock.isTolerable(Duration.ofMinutes(1).plusMillis(1))).isFalse();
    assertThat(DatabaseClock.isTolerable(Duration.ofMinutes(-1).minusMillis(1))).isFalse();
  }

  @Test
  void theMeterIsInSecondsAndUnknownUntilSomebodyHasAsked() {
    MeterRegistry meters = new SimpleMeterRegistry();
    DatabaseClock clock = showing(OWN.plusMillis(2500));
    ClockConfiguration.meter(clock, meters);
    assertThat(meters.get("skuline.clock.ahead").gauge().value()).isNaN();
    clock.ahead();
    assertThat(meters.get("skuline.clock.ahead").gauge().value()).isEqualTo(-2.5);
  }

  @Test
  void theDifferenceIsSaidInWords() {
    assertThat(DatabaseClock.inWords(Duration.ofSeconds(90)))
        .isEqualTo(
            "This instance's clock is 90 s ahead of the database's; at most 60 s are tolerated");
    assertThat(DatabaseClock.inWords(Duration.ofSeconds(-90)))
        .contains("90 s behind the database's");
  }
}
