package io.skuline.deduction.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.skuline.event.StockLevel;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import io.skuline.stack.StackOptions;
import io.skuline.stack.process.RedisProcess;
import io.skuline.store.Epoch;
import io.skuline.store.EpochTable;
import io.skuline.store.StackDatabases;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
    Epoch before = epochs.current();
    epochs.begin(before, 1, 1);
    assertTaken(() -> epochs.begin(before, 1, 1));
    assertTaken(() -> epochs.begin(before, 2, 1));
    Epoch first = new Epoch(1, true, RECALL, 1);

    epochs.begin(epochs.current(), 2, 1);
    assertTaken(() -> epochs.open(first));
    assertThat(epochs.current().open()).isFalse();
    epochs.open(new Epoch(2, true, RECALL, 1));
    assertThat(epochs.current()).isEqualTo(new Epoch(2, true, RECALL, 1));
    assertTaken(() -> epochs.open(new Epoch(2, true, RECALL.plusSeconds(1), 1)));

    epochs.close(1);
    assertThat(epochs.current())
        .as("closed is only what is current")
        .isEqualTo(new Epoch(2, true, RECALL, 1));
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
      stock.begin("rebuilding:2:first", 2);
      stock.begin("rebuilding:3:second", 3);

      assertThatExceptionOfType(RedisException.class)
          .isThrownBy(() -> stock.begin("rebuilding:2:first", 2))
          .withMessageContaining("not before 2");
      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(() -> stock.load("rebuilding:2:first", 3, page).join())
          .withMessageContaining("another rebuild has begun");
      assertThatExceptionOfType(RedisException.class)
          .isThrownBy(() -> stock.open("rebuilding:2:first", 2))
          .withMessageContaining("another rebuild has begun");

      stock.load("rebuilding:3:second", 3, page).join();
      stock.open("rebuilding:3:second", 3);
      assertThatExceptionOfType(RedisException.class)
          .isThrownBy(() -> stock.begin("rebuilding:3:first", 3))
          .withMessageContaining("not before 3");
      assertThat(stock.holds(3)).isTrue();
      assertThat(stock.latestEpoch()).isEqualTo(3);
      assertThat(stock.read(3, List.of("tea"))).isEqualTo(page);
    } finally {
      redis.shutdown();
    }
  }
}
