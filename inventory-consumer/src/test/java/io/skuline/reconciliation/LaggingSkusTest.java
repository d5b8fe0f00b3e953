package io.skuline.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.concurrent.FakeTimeSource;
import io.skuline.event.StockLevel;
import io.skuline.store.PartitionEpochs;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LaggingSkusTest {

  private final FakeTimeSource time = new FakeTimeSource();
  private final LaggingSkus lagging = new LaggingSkus(time);

  @Test
  void theNumberThatIsMissingLongestCounts() {
    lagging.begin(PartitionEpochs.single(1));
    lagging.add("a", new StockLevel(5, 3));
    lagging.add("a", new StockLevel(4, 4));
    assertThat(lagging.all().get("a").decided()).isEqualTo(new StockLevel(5, 3));
    time.pass(Duration.ofSeconds(7));
    assertThat(lagging.oldest()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void whoIsExcusedIsStillLateButNotOverdue() {
    lagging.begin(PartitionEpochs.single(1));
    lagging.add("a", new StockLevel(5, 3));
    time.pass(Duration.ofSeconds(7));
    assertThat(lagging.overdue(Duration.ofSeconds(7))).isEmpty();
    assertThat(lagging.overdue(Duration.ofSeconds(6))).containsKey("a");
    lagging.extendDeadline(Set.of("a", "not late"));
    assertThat(lagging.overdue(Duration.ofSeconds(6))).isEmpty();
    assertThat(lagging.oldest())
        .as("it has been missing all the same")
        .isEqualTo(Duration.ofSeconds(7));
    assertThat(lagging.size()).isEqualTo(1);
  }

  @Test
  void nobodyIsLateWithNumbersOfALostEpoch() {
    lagging.begin(PartitionEpochs.single(1));
    lagging.add("a", new StockLevel(5, 3));
    lagging.begin(PartitionEpochs.single(1));
    assertThat(lagging.size()).isEqualTo(1);
    lagging.begin(PartitionEpochs.single(2));
    assertThat(lagging.size()).isZero();
  }

  @Test
  void itsMemoryIsBounded() {
    lagging.begin(PartitionEpochs.single(1));
    for (int sku = 0; sku < LaggingSkus.MOST + 10; sku++) {
      lagging.add("sku-" + sku, new StockLevel(5, 3));
    }
    assertThat(lagging.size()).isEqualTo(LaggingSkus.MOST);
  }
}
