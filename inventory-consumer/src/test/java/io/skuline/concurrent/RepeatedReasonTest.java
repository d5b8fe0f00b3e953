package io.skuline.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RepeatedReasonTest {

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final RepeatedReason reasons = new RepeatedReason(Duration.ofMinutes(1));

  @Test
  void oneReasonIsToldOnceAMinute() {
    assertThat(reasons.isDue("fenced", 0)).isTrue();
    assertThat(reasons.isDue("fenced", 1)).isFalse();
    assertThat(reasons.isDue("fenced", MINUTE - 1)).isFalse();
    assertThat(reasons.isDue("fenced", MINUTE)).isTrue();
    assertThat(reasons.isDue("fenced", MINUTE + 1)).isFalse();
  }

  @Test
  void anotherReasonIsToldAtOnce() {
    assertThat(reasons.isDue("fenced", 0)).isTrue();
    assertThat(reasons.isDue("no broker", 1)).isTrue();
    assertThat(reasons.isDue("fenced", 2)).isTrue();
    assertThat(reasons.isDue("fenced", 3)).isFalse();
  }

  @Test
  void theClockMayBeginAnywhere() {
    long start = Long.MAX_VALUE - 10;
    assertThat(reasons.isDue("fenced", start)).isTrue();
    assertThat(reasons.isDue("fenced", start + 20)).isFalse();
    assertThat(reasons.isDue("fenced", start + MINUTE)).isTrue();
  }
}
