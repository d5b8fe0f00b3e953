package io.skuline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.broker.FakeTime;
import io.skuline.deduction.StockLevel;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LateSkusTest {

  private final FakeTime time = new FakeTime();
  private final LateSkus late = new LateSkus(time);

  @Test
  void theNumberThatIsMissingLongestCounts() {
    late.begin(1);
    late.add("a", new StockLevel(5, 3));
    late.add("a", new StockLevel(4, 4));
    assertThat(late.all().get("a").decided()).isEqualTo(new StockLevel(5, 3));
    time.pass(Duration.ofSeconds(7));
    assertThat(late.oldest()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void whoIsExcusedIsStillLateButNotOverdue() {
    late.begin(1);
    late.add("a", new StockLevel(5, 3));
    time.pass(Duration.ofSeconds(7));
    assertThat(late.overdue(Duration.ofSeconds(7))).isEmpty();
    assertThat(late.overdue(Duration.ofSeconds(6))).containsKey("a");
    late.excuse(Set.of("a", "not late"));
    assertThat(late.overdue(Duration.ofSeconds(6))).isEmpty();
    assertThat(late.oldest())
        .as("it has been missing all the same")
        .isEqualTo(Duration.ofSeconds(7));
    assertThat(late.size()).isEqualTo(1);
  }

  @Test
  void nobodyIsLateWithNumbersOfALostEpoch() {
    late.begin(1);
    late.add("a", new StockLevel(5, 3));
    late.begin(1);
    assertThat(late.size()).isEqualTo(1);
    late.begin(2);
    assertThat(late.size()).isZero();
  }

  @Test
  void itsMemoryIsBounded() {
    late.begin(1);
    for (int sku = 0; sku < LateSkus.MOST + 10; sku++) {
      late.add("sku-" + sku, new StockLevel(5, 3));
    }
    assertThat(late.size()).isEqualTo(LateSkus.MOST);
  }
}
