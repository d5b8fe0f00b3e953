package io.skuline.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CautiousStoreTest {

  private final FakeStore store = new FakeStore();

  @Test
  void aStoreThatAnswersIsAskedEveryTime() {
    DeadLetterStore cautious = new CautiousStore(store, Duration.ofHours(1));
    cautious.unsettledOf(Set.of("a"));
    cautious.unsettledOf(Set.of("a"));
    assertThat(store.asked()).isEqualTo(2);
  }

  @Test
  void aStoreThatFailedIsLeftAlone() {
    DeadLetterStore cautious = new CautiousStore(store, Duration.ofHours(1));
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
    DeadLetterStore cautious = new CautiousStore(store, Duration.ZERO);
    store.goAway();
    assertThatIllegalStateException().isThrownBy(() -> cautious.unsettledOf(Set.of("a")));
    store.comeBack();
    cautious.unsettledOf(Set.of("a"));
    assertThat(store.asked()).isEqualTo(1);
  }
}
