package io.skuline.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.store.Epoch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastingDriftAlarmTest {

  private final List<String> log = new ArrayList<>();
  private final FakeEpochs epochs = new FakeEpochs(log);
  private final LastingDriftAlarm alarm =
      new LastingDriftAlarm(epochs, (sku, epoch, what) -> log.add("fence " + epoch + ": " + what));

  @Test
  void theDatabaseNotesItBeforeRedisIsFenced() {
    epochs.set(new Epoch(4, true, Instant.EPOCH), 1);
    alarm.raise("a", 4, "a test");
    assertThat(log).containsExactly("close epoch 4", "fence 4: a test");
    assertThat(epochs.open()).isFalse();
  }

  @Test
  void anEpochThatHasBegunSinceStaysOpen() {
    epochs.set(new Epoch(5, true, Instant.EPOCH), 1);
    alarm.raise("a", 4, "a test");
    assertThat(epochs.open()).isTrue();
  }

  @Test
  void aDatabaseThatIsAwayKeepsNobodyFromFencingRedis() {
    epochs.failing = "close epoch";
    alarm.raise("a", 4, "a test");
    assertThat(log).endsWith("fence 4: a test");
  }
}
