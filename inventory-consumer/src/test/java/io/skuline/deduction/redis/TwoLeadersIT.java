package io.skuline.deduction.redis;

import static io.skuline.store.OnlyPartition.ONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.skuline.event.StockLevel;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import io.skuline.stack.StackOptions;
import io.skuline.stack.process.RedisProcess;
import io.skuline.store.Epoch;
import io.skuline.store.EpochState;
import io.skuline.store.EpochTable;
import io.skuline.store.PartitionEpochs;
import io.skuline.store.StackDatabases;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.client.RedisException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Two leaders of a rebuild, of which one stood still, meet on real servers. */
@ExtendWith(StackExtension.class)
class TwoLeadersIT extends OwnRedisFixture {

  private static final Instant RECALL = Instant.parse("2026-11-27T08:00:00Z");

  @Test
  void theDatabaseLetsOneLeaderBeginAndOpenAnEpoch(Stack stack) {
    EpochTable epochs = new EpochTable(new JdbcTemplate(StackDatabases.migrated(stack, "leaders")));
    EpochState before = epochs.current();
    epochs.beginAll(before, 1);
    assertTaken(() -> epochs.beginAll(before, 1));
    assertTaken(() -> epochs.beginAll(before, 2));

    epochs.beginAll(epochs.current(), 2);
    assertTaken(() -> epochs.openAll(1, RECALL, 1));
    assertThat(epochs.current().epochs().get(0).open()).isFalse();
    epochs.openAll(2, RECALL, 1);
    assertThat(epochs.current()).isEqualTo(EpochState.of(new Epoch(2, true, RECALL), 1));
    assertTaken(() -> epochs.openAll(2, RECALL.plusSeconds(1), 1));

    epochs.close(0, 1);
    assertThat(epochs.current())
        .as("closed is only what is current")
        .isEqualTo(EpochState.of(new Epoch(2, true, RECALL), 1));
    epochs.close(0, 2);
    assertThat(epochs.current().epochs().get(0).open()).isFalse();
  }

  @Test
  void partitionsHaveEpochsOfTheirOwnUntilAllAreRebuilt(Stack stack) {
    EpochTable epochs =
        new EpochTable(new JdbcTemplate(StackDatabases.migrated(stack, "partitions")));
    SortedSet<Integer> some = new TreeSet<>(Set.of(1, 3));
    epochs.beginAll(epochs.current(), 1);
    epochs.openAll(1, RECALL, 4);
    EpochState before = epochs.current();
    epochs.begin(before, 2, some);
    assertTaken(() -> epochs.begin(before, 2, new TreeSet<>(Set.of(2))));
    assertTaken(() -> epochs.beginAll(before, 2));
    assertThat(numbers(epochs)).containsExactly("1", "2 closed", "1", "2 closed");
    epochs.open(2, RECALL, some);
    assertTaken(() -> epochs.open(2, RECALL, some));
    assertThat(numbers(epochs)).containsExactly("1", "2", "1", "2");
    epochs.close(0, 1);
    epochs.close(1, 1);
    epochs.close(3, 2);
    assertThat(numbers(epochs)).containsExactly("1 closed", "2", "1", "2 closed");

    epochs.begin(epochs.current(), 3, new TreeSet<>(Set.of(0)));
    EpochState stoodStill = new EpochState(3, epochs.current().epochs());
    epochs.beginAll(epochs.current(), 4);
    assertTaken(() -> epochs.open(3, RECALL, new TreeSet<>(Set.of(0, 1))));
    assertTaken(() -> epochs.begin(stoodStill, 4, some));
    epochs.openAll(4, RECALL, 2);
    assertThat(numbers(epochs)).containsExactly("4", "4");
    epochs.begin(epochs.current(), 5, new TreeSet<>(Set.of(1)));
    assertTaken(() -> epochs.openAll(4, RECALL, 2));
    assertThat(numbers(epochs)).containsExactly("4", "5 closed");
  }

  private static List<String> numbers(EpochTable epochs) {
    return epochs.current().epochs().stream()
        .map(epoch -> epoch.number() + (epoch.open() ? "" : " closed"))
        .toList();
  }

  private static void assertTaken(Runnable step) {
    assertThatIllegalStateException()
        .isThrownBy(step::run)
        .withMessageContaining("Another instance has begun an epoch");
  }

  @Test
  void aLeaderThatStoodStillTakesNothingAwayFromItsSuccessor() {
    try (RedisProcess server = RedisProcess.start(StackOptions.defaults())) {
      connect(server, "leaders", 0);
      Map<String, StockLevel> page = Map.of("tea", new StockLevel(5, 1));
      stock.begin("rebuilding:2:first", 2, ONLY);
      stock.begin("rebuilding:3:second", 3, ONLY);

      assertThatExceptionOfType(RedisException.class)
          .isThrownBy(() -> stock.begin("rebuilding:2:first", 2, ONLY))
          .withMessageContaining("not before 2");
      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(() -> stock.load("rebuilding:2:first", 3, page).join())
          .withMessageContaining("another rebuild has begun");
      assertThatExceptionOfType(RedisException.class)
          .isThrownBy(() -> stock.open("rebuilding:2:first", 2, ONLY))
          .withMessageContaining("another rebuild has begun");

      stock.load("rebuilding:3:second", 3, page).join();
      stock.open("rebuilding:3:second", 3, ONLY);
      assertThatExceptionOfType(RedisException.class)
          .isThrownBy(() -> stock.begin("rebuilding:3:first", 3, ONLY))
          .withMessageContaining("not before 3");
      assertThat(stock.check(PartitionEpochs.single(3)).held()).containsExactly(0);
      assertThat(stock.latestEpoch(ONLY)).isEqualTo(3);
      assertThat(stock.read(PartitionEpochs.single(3), List.of("tea"))).isEqualTo(page);
    } finally {
      redis.shutdown();
    }
  }
}
