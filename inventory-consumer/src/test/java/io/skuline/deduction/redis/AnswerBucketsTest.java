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

  /**
   * Decided in the last moment of a generation, it is looked up until the last one that counts
   * ends.
   */
  @Test
  void asManyGenerationsAreLookedUpAsMayHaveAnswersThatCount() {
    assertThat(memory.earlierGenerations()).isEqualTo(1);
    assertThat(new Memory(Memory.GENERATION).earlierGenerations()).isEqualTo(1);
    assertThat(new Memory(Memory.GENERATION.plusMillis(1)).earlierGenerations()).isEqualTo(2);
    assertThat(new Memory(Memory.GENERATION.multipliedBy(2)).earlierGenerations()).isEqualTo(2);
  }

  /** Also one whose sender's clock was as far ahead as is tolerated. */
  @Test
  void whatMayHaveBeenForgottenIsLookedUp() {
    Instant oldest = NOW.minus(REMEMBER_FOR).plus(DeductionEngine.CLOCK_TOLERANCE);
    assertThat(memory.isForgotten(oldest.minusMillis(1), NOW)).isTrue();
    assertThat(memory.isForgotten(oldest, NOW)).isFalse();
  }

  @Test
  void whatAnEarlierEpochMayHaveDecidedIsLookedUpUntilItNeedNotBeRemembered() {
    Instant began = NOW.minus(REMEMBER_FOR);
    assertThat(memory.mayHaveBeenDecidedBefore(began.plusMillis(1), NOW)).isTrue();
    assertThat(memory.mayHaveBeenDecidedBefore(began, NOW)).isFalse();
    assertThat(memory.mayHaveBeenDecidedBefore(Instant.EPOCH, NOW)).isFalse();
  }

  @Test
  void allThatIsRememberedOfAnOrderIsInOneBucket() {
    assertThat(memory.bucket("o-1")).isNotEqualTo(memory.bucket("o-2"));
    // Fixed: who computes it in another way does not find what was remembered before.
    assertThat(memory.bucket("o-1")).isEqualTo("135130");
  }
}
