package io.skuline.ledger;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerPropertiesTest {

  @Test
  void bothEndsOfEachRangeMayBeSet() {
    assertThatNoException().isThrownBy(() -> properties(1, 1, Duration.ZERO));
    assertThatNoException().isThrownBy(() -> properties(32, 2000, Duration.ofSeconds(5)));
  }

  @Test
  void nothingBeyondThem() {
    assertRefused("threads must be 1 to 32, is 0", 0, 1000, Duration.ZERO);
    assertRefused("threads must be 1 to 32, is 33", 33, 1000, Duration.ZERO);
    assertRefused("transaction-size must be 1 to 2000, is 0", 4, 0, Duration.ZERO);
    assertRefused("transaction-size must be 1 to 2000, is 2001", 4, 2001, Duration.ZERO);
    assertRefused("collect must be 0 to 5s, is PT-0.001S", 4, 1000, Duration.ofMillis(-1));
    assertRefused("collect must be 0 to 5s, is PT5.001S", 4, 1000, Duration.ofMillis(5001));
  }

  @Test
  void whatTheBrokerWouldNotHideForSoLongIsRefused() {
    for (Duration invisible : List.of(Duration.ofMillis(9999), Duration.ofHours(13))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new LedgerProperties(4, 1000, invisible, Duration.ZERO))
          .withMessage("skuline.ledger.invisible must be 10s to 12h, is " + invisible);
    }
  }

  private static void assertRefused(
      String problem, int threads, int transactionSize, Duration collect) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> properties(threads, transactionSize, collect))
        .withMessage("skuline.ledger." + problem);
  }

  private static LedgerProperties properties(int threads, int transactionSize, Duration collect) {
    return new LedgerProperties(threads, transactionSize, Duration.ofSeconds(30), collect);
  }
}
