package io.skuline.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CautiousStoreTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final FakeStore store = new FakeStore();

  @Test
  void aStoreThatAnswersIsAskedEveryTime() {
    DeadLetterStore cautious = new CautiousStore(store, Duration.ofHours(1), PATIENCE);
    cautious.unsettledOf(Set.of("a"));
    cautious.unsettledOf(Set.of("a"));
    assertThat(store.asked()).isEqualTo(2);
  }

  @Test
  void aStoreThatFailedIsLeftAlone() {
    DeadLetterStore cautious = new CautiousStore(store, Duration.ofHours(1), PATIENCE);
    store.goAway();
    assertThatIllegalStateException()
        .isThrownBy(() -> cautious.unsettledOf(Set.of("a")))
        .withMessageContaining("away");
    store.comeBack();
    assertThatIllegalStateException()
        .isThrownBy(() -> cautious.unsettledOf(Set.of("a")))
        .withMessageContaining("not asked again yet");
    assertThat(store.asked()).isZero();
  }

  @Test
  void afterAWhileItIsAskedAgain() {
    DeadLetterStore cautious = new CautiousStore(store, Duration.ZERO, PATIENCE);
    store.goAway();
    assertThatIllegalStateException().isThrownBy(() -> cautious.unsettledOf(Set.of("a")));
    store.comeBack();
    cautious.unsettledOf(Set.of("a"));
    assertThat(store.asked()).isEqualTo(1);
  }

  /** Who waits for it holds up a queue. */
  @Test
  void aStoreThatDoesNotAnswerIsGivenUpAndLeftAlone() {
    CountDownLatch never = new CountDownLatch(1);
    DeadLetterStore hanging =
        new DeadLetterStore() {
          @Override
          public void put(DeadLetter letter) {
            hang();
          }

          @Override
          public Map<String, List<Unsettled>> unsettledOf(Set<String> orderIds) {
            hang();
            return Map.of();
          }

          @Override
          public void answered(Map<Replay, String> answers) {
            hang();
          }

          private void hang() {
            try {
              never.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        };
    DeadLetterStore cautious =
        new CautiousStore(hanging, Duration.ofHours(1), Duration.ofMillis(1));
    assertThatIllegalStateException()
        .isThrownBy(() -> cautious.unsettledOf(Set.of("a")))
        .withMessageContaining("no answer within");
    assertThatIllegalStateException()
        .isThrownBy(() -> cautious.unsettledOf(Set.of("a")))
        .withMessageContaining("not asked again yet");
  }
}
