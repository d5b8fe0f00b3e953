package io.skuline.deduction.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.deduction.DeductionEngine;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AnswerBucketsTest {

  private static final Instant NOW = Instant.parse("2026-11-26T12:30:00Z");
  private static final Duration REMEMBER_FOR = Duration.ofHours(73);

  private final AnswerBuckets buckets = new AnswerBuckets(REMEMBER_FOR);

  /**
   * An answer that was decided in the last moment of a generation is looked up until the last
   * generation that counts ends.
   */
  @Test
  void asManyGenerationsAreLookedUpAsMayHaveAnswersThatCount() {
    assertThat(buckets.earlierGenerations()).isEqualTo(1);
    assertThat(new AnswerBuckets(AnswerBuckets.GENERATION).earlierGenerations()).isEqualTo(1);
    assertThat(new AnswerBuckets(AnswerBuckets.GENERATION.plusMillis(1)).earlierGenerations())
        .isEqualTo(2);
    assertThat(new AnswerBuckets(AnswerBuckets.GENERATION.multipliedBy(2)).earlierGenerations())
        .isEqualTo(2);
  }

  /** This includes an order whose sender's clock was as far ahead as is tolerated. */
  @Test
  void whatMayHaveBeenForgottenIsLookedUp() {
    Instant oldest = NOW.minus(REMEMBER_FOR).plus(DeductionEngine.CLOCK_TOLERANCE);
    assertThat(buckets.isForgotten(oldest.minusMillis(1), NOW)).isTrue();
    assertThat(buckets.isForgotten(oldest, NOW)).isFalse();
  }

  @Test
  void whatAnEarlierEpochMayHaveDecidedIsLookedUpUntilItNeedNotBeRemembered() {
    Instant began = NOW.minus(REMEMBER_FOR);
    assertThat(buckets.mayHaveBeenDecidedBefore(began.plusMillis(1), NOW)).isTrue();
    assertThat(buckets.mayHaveBeenDecidedBefore(began, NOW)).isFalse();
    assertThat(buckets.mayHaveBeenDecidedBefore(Instant.EPOCH, NOW)).isFalse();
  }

  @Test
  void allThatIsRememberedOfAnOrderIsInOneBucket() {
    assertThat(buckets.bucket("o-1")).isNotEqualTo(buckets.bucket("o-2"));
    // The value is fixed: another computation would not find what was remembered before.
    assertThat(buckets.bucket("o-1")).isEqualTo("135130");
  }
}
