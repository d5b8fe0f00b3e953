package io.skuline.reconciliation;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReconcilePropertiesTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void bothEndsOfEachRangeMayBeSet() {
    assertThatNoException().isThrownBy(() -> properties(1, SECOND, DAY));
    assertThatNoException().isThrownBy(() -> properties(100_000, DAY, SECOND));
  }

  @Test
  void nothingBeyondThem() {
    Duration tooShort = SECOND.minusMillis(1);
    Duration tooLong = DAY.plusMillis(1);
    assertRefused("skus-per-second must be 1 to 100000, is 0", 0, SECOND, SECOND);
    assertRefused("skus-per-second must be 1 to 100000, is 100001", 100_001, SECOND, SECOND);
    assertRefused("pause must be 1s to 1d, is PT0.999S", 1, tooShort, SECOND);
    assertRefused("pause must be 1s to 1d, is PT24H0.001S", 1, tooLong, SECOND);
    assertRefused("patience must be 1s to 1d, is PT0.999S", 1, SECOND, tooShort);
    assertRefused("patience must be 1s to 1d, is PT24H0.001S", 1, SECOND, tooLong);
  }

  private static void assertRefused(
      String problem, int skusPerSecond, Duration pause, Duration patience) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> properties(skusPerSecond, pause, patience))
        .withMessage("skuline.reconcile." + problem);
  }

  private static ReconcileProperties properties(
      int skusPerSecond, Duration pause, Duration patience) {
    return new ReconcileProperties(true, skusPerSecond, pause, patience);
  }
}
