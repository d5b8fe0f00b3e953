package io.skuline.deduction.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.deduction.DeductionEngine;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MemoryTest {

  private static final Instant NOW = Instant.parse("2026-11-26T12:30:00Z");
  private static final Duration REMEMBER_FOR = Duration.ofHours(73);

  private final Memory memory = new Memory(REMEMBER_FOR);

  /** Else an order that is first delivered at 74 hours would be decided twice. */
  @Test
  void anOrderThatComesLateIsRememberedFromItsDecision() {
    assertThat(memory.expiry(NOW.minus(Duration.ofHours(74)), NOW))
        .isEqualTo(NOW.plus(REMEMBER_FOR));
  }

  @Test
  void aWholeHourIsRememberedUntilTheLastOfItsOrdersMayBeForgotten() {
    assertThat(memory.expiry(Instant.parse("2026-11-26T12:00:00Z"), NOW))
        .isEqualTo(Instant.parse("2026-11-26T13:00:00Z").plus(REMEMBER_FOR));
    assertThat(memory.expiry(Instant.parse("2026-11-26T12:59:59.999Z"), NOW))
        .isEqualTo(Instant.parse("2026-11-26T13:00:00Z").plus(REMEMBER_FOR));
  }

  /** Also one whose sender's clock was as far ahead as is tolerated. */
  @Test
  void whatMayHaveBeenForgottenIsLookedUp() {
    assertThat(memory.recallUntil(Instant.EPOCH, NOW))
        .isEqualTo(NOW.minus(REMEMBER_FOR).plus(DeductionEngine.CLOCK_TOLERANCE));
  }

  @Test
  void whatAnEarlierEpochMayHaveDecidedIsLookedUpThoughItIsNotForgottenYet() {
    Instant rebuilt = NOW.minusSeconds(60);
    assertThat(memory.recallUntil(rebuilt, NOW)).isEqualTo(rebuilt);
  }

  @Test
  void allThatIsRememberedOfAnOrderIsInOneBucketAndOfAnHourInMany() {
    Instant inItsHour = Instant.parse("2026-11-26T12:00:00Z");
    assertThat(memory.bucket(inItsHour, "o-1"))
        .isEqualTo(memory.bucket(inItsHour.plusSeconds(3599), "o-1"))
        .isNotEqualTo(memory.bucket(inItsHour, "o-2"))
        .isNotEqualTo(memory.bucket(inItsHour.plusSeconds(3600), "o-1"));
    // Fixed: who computes it in another way does not find what was remembered before.
    assertThat(memory.bucket(inItsHour, "o-1")).isEqualTo("498804:4058");
  }
}
