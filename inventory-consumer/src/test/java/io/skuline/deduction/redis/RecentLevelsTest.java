package io.skuline.deduction.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.skuline.concurrent.FakeTimeSource;
import io.skuline.event.StockLevel;
import io.skuline.store.PartitionEpochs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RecentLevelsTest implements RecentLevels.Source {

  private static final PartitionEpochs EPOCH = PartitionEpochs.single(1);

  private final FakeTimeSource time = new FakeTimeSource();
  private final RecentLevels recent = new RecentLevels(this, time);
  private final Map<String, StockLevel> stored = new HashMap<>();
  private final List<List<String>> asked = new ArrayList<>();

  private final List<List<String>> begun = new ArrayList<>();
  private Consumer<Map<String, StockLevel>> toLater = levels -> {};
  private Runnable whileReading = () -> {};

  @Override
  public Map<String, StockLevel> read(PartitionEpochs epochs, List<String> skus) {
    asked.add(skus);
    Map<String, StockLevel> found = new HashMap<>(stored);
    found.keySet().retainAll(skus);
    whileReading.run();
    return found;
  }

  @Override
  public void begin(
      PartitionEpochs epochs, List<String> skus, Consumer<Map<String, StockLevel>> to) {
    begun.add(skus);
    toLater = to;
  }

  private Map<String, StockLevel> of(PartitionEpochs epochs, String... skus) {
    return recent.of(epochs, List.of(skus));
  }

  @Test
  void onlyWhatIsNotKeptIsRead() {
    stored.put("a", new StockLevel(5, 1));
    stored.put("b", new StockLevel(7, 1));
    assertThat(of(EPOCH, "a")).isEqualTo(Map.of("a", new StockLevel(5, 1)));
    assertThat(of(EPOCH, "a", "b")).isEqualTo(stored);
    assertThat(of(EPOCH, "b", "a")).isEqualTo(stored);
    assertThat(asked).containsExactly(List.of("a"), List.of("b"));
  }

  @Test
  void aSaleOutIsSeenAfterTheMostAge() {
    stored.put("a", new StockLevel(1, 1));
    of(EPOCH, "a");
    stored.put("a", new StockLevel(0, 2));
    time.pass(RecentLevels.MOST.minusNanos(1));
    assertThat(of(EPOCH, "a")).containsEntry("a", new StockLevel(1, 1));
    time.pass(Duration.ofNanos(1));
    assertThat(of(EPOCH, "a")).containsEntry("a", new StockLevel(0, 2));
  }

  /** A slow read must not make a level younger than it is. */
  @Test
  void theAgeBeginsBeforeTheRead() {
    stored.put("a", new StockLevel(1, 1));
    whileReading = () -> time.pass(RecentLevels.MOST);
    of(EPOCH, "a");
    stored.put("a", new StockLevel(0, 2));
    assertThat(of(EPOCH, "a")).containsEntry("a", new StockLevel(0, 2));
  }

  @Test
  void whatIsStillAskedForIsReadAgainAndNobodyWaits() {
    stored.put("a", new StockLevel(5, 1));
    of(EPOCH, "a");
    time.pass(RecentLevels.OLD);
    assertThat(of(EPOCH, "a")).containsEntry("a", new StockLevel(5, 1));
    time.pass(RecentLevels.COLLECT);
    assertThat(of(EPOCH, "a")).containsEntry("a", new StockLevel(5, 1));
    assertThat(of(EPOCH, "a")).containsEntry("a", new StockLevel(5, 1));
    assertThat(begun).as("once").containsExactly(List.of("a"));

    time.pass(RecentLevels.OLD.minusNanos(1).minus(RecentLevels.COLLECT));
    toLater.accept(Map.of("a", new StockLevel(3, 2)));
    assertThat(of(EPOCH, "a")).containsEntry("a", new StockLevel(3, 2));
    // Its age counts from before it was read again.
    time.pass(RecentLevels.COLLECT.plusNanos(1));
    of(EPOCH, "a");
    time.pass(RecentLevels.COLLECT);
    of(EPOCH, "a");
    assertThat(begun).hasSize(2);
    time.pass(RecentLevels.OLD.minus(RecentLevels.COLLECT));
    stored.put("a", new StockLevel(0, 3));
    assertThat(of(EPOCH, "a")).containsEntry("a", new StockLevel(0, 3));
    assertThat(asked).hasSize(2);
  }

  @Test
  void whatIsReadAgainIsReadTogether() {
    stored.put("a", new StockLevel(5, 1));
    stored.put("b", new StockLevel(6, 1));
    stored.put("c", new StockLevel(7, 1));
    of(EPOCH, "a", "b");
    time.pass(RecentLevels.COLLECT.dividedBy(2));
    of(EPOCH, "c");
    time.pass(RecentLevels.OLD);
    of(EPOCH, "b");
    of(EPOCH, "c", "a");
    assertThat(begun).isEmpty();
    time.pass(RecentLevels.COLLECT.minusNanos(1));
    of(EPOCH, "a");
    assertThat(begun).isEmpty();
    time.pass(Duration.ofNanos(1));
    of(EPOCH, "a");
    assertThat(begun).containsExactly(List.of("b", "c", "a"));
    of(EPOCH, "a");
    assertThat(begun).hasSize(1);
  }

  @Test
  void asManyAsACallMayHaveAreReadAtOnce() {
    for (int i = 0; i < JoinedReads.MOST_SKUS; i++) {
      stored.put("sku-" + i, new StockLevel(1, 1));
      of(EPOCH, "sku-" + i);
    }
    time.pass(RecentLevels.OLD);
    stored.keySet().forEach(sku -> of(EPOCH, sku));
    assertThat(begun).hasSize(1);
    assertThat(begun.get(0)).containsExactlyInAnyOrderElementsOf(stored.keySet());
  }

  /** An epoch may have other partitions than the one before. */
  @Test
  void whatWasCollectedInAnEpochIsNotReadInTheNext() {
    stored.put("a", new StockLevel(5, 1));
    stored.put("b", new StockLevel(6, 1));
    of(EPOCH, "a");
    time.pass(RecentLevels.OLD);
    of(EPOCH, "a");
    time.pass(RecentLevels.COLLECT);
    of(PartitionEpochs.single(2), "b");
    of(EPOCH, "b");
    assertThat(begun).isEmpty();
  }

  @Test
  void anotherEpochHasOtherLevels() {
    stored.put("a", new StockLevel(1, 1));
    of(EPOCH, "a");
    stored.put("a", new StockLevel(3, 2));
    assertThat(of(PartitionEpochs.single(2), "a")).containsEntry("a", new StockLevel(3, 2));
  }

  @Test
  void anUnknownSkuIsAskedForEachTime() {
    assertThat(of(EPOCH, "a")).isEmpty();
    stored.put("a", new StockLevel(5, 1));
    assertThat(of(EPOCH, "a")).isEqualTo(stored);
  }

  @Test
  void aFailureIsThrownOnAndNothingIsKept() {
    stored.put("a", new StockLevel(5, 1));
    whileReading =
        () -> {
          throw new IllegalStateException("gone");
        };
    assertThatIllegalStateException().isThrownBy(() -> of(EPOCH, "a"));
    whileReading = () -> {};
    assertThat(of(EPOCH, "a")).isEqualTo(stored);
    assertThat(asked).hasSize(2);
  }

  @Test
  void whatIsKeptIsBounded() {
    for (int i = 0; i <= RecentLevels.MOST_KEPT; i++) {
      stored.clear();
      stored.put("sku-" + i, new StockLevel(1, 1));
      of(EPOCH, "sku-" + i);
    }
    asked.clear();
    stored.put("sku-0", new StockLevel(1, 1));
    of(EPOCH, "sku-0");
    assertThat(asked).hasSize(1);
  }
}
