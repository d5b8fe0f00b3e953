package io.skuline.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CircuitBreakingStoreTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final FakeDeadLetterStore store = new FakeDeadLetterStore();

  @Test
  void aStoreThatAnswersIsAskedEveryTime() {
    DeadLetterStore cautious = new CircuitBreakingStore(store, Duration.ofHours(1), PATIENCE);
    cautious.unsettledOf(Set.of("a"));
    cautious.unsettledOf(Set.of("a"));
    assertThat(store.asked()).isEqualTo(2);
  }

  @Test
  void aStoreThatFailedIsLeftAlone() {
    DeadLetterStore cautious = new CircuitBreakingStore(store, Duration.ofHours(1), PATIENCE);
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
    DeadLetterStore cautious = new CircuitBreakingStore(store, Duration.ZERO, PATIENCE);
    store.goAway();
    assertThatIllegalStateException().isThrownBy(() -> cautious.unsettledOf(Set.of("a")));
    store.comeBack();
    cautious.unsettledOf(Set.of("a"));
    assertThat(store.asked()).isEqualTo(1);
  }

  /**
   * Otherwise, after one deadlock, cancellations would pass unchecked for as long as the store is
   * not asked.
   */
  @Test
  void aQuestionThatFailsByItselfSaysNothingAboutTheNextOne() {
    Failing failing = new Failing();
    DeadLetterStore cautious = new CircuitBreakingStore(failing, Duration.ofHours(1), PATIENCE);
    for (SQLException failure :
        List.of(
            new SQLTransactionRollbackException("Deadlock found", "40001", 1213),
            new SQLException("Lock wait timeout exceeded", "HY000", 1205),
            new SQLException("Record has changed since last read", "HY000", 1020),
            new SQLDataException("Data too long", "22001", 1406))) {
      failing.failure = failure;
      assertThatIllegalStateException()
          .isThrownBy(() -> cautious.unsettledOf(Set.of("a")))
          .withCause(failure);
    }
  }

  @Test
  void aConnectionThatIsLostOrNotToBeHadIsAStoreThatIsAway() {
    for (SQLException failure :
        List.of(
            new SQLException("Communications link failure", "08S01", 0),
            new SQLRecoverableException("closed"),
            new SQLTransientConnectionException("Connection is not available"),
            new SQLTimeoutException("timed out"))) {
      Failing failing = new Failing();
      failing.failure = failure;
      DeadLetterStore cautious = new CircuitBreakingStore(failing, Duration.ofHours(1), PATIENCE);
      assertThatIllegalStateException().isThrownBy(() -> cautious.answered(Map.of()));
      assertThatIllegalStateException()
          .isThrownBy(() -> cautious.unsettledOf(Set.of("a")))
          .withMessageContaining("not asked again yet");
    }
  }

  /** A caller that waits for it keeps back a queue. */
  @Test
  void aStoreThatDoesNotAnswerIsGivenUpAndLeftAlone() {
    for (Consumer<DeadLetterStore> question :
        List.<Consumer<DeadLetterStore>>of(
            store -> store.put(null),
            store -> store.unsettledOf(Set.of("a")),
            store -> store.answered(Map.of()))) {
      DeadLetterStore cautious =
          new CircuitBreakingStore(
              new HangingDeadLetterStore(), Duration.ofHours(1), Duration.ofMillis(1));
      assertThatIllegalStateException()
          .isThrownBy(() -> question.accept(cautious))
          .withMessageContaining("no answer within");
      assertThatIllegalStateException()
          .isThrownBy(() -> question.accept(cautious))
          .withMessageContaining("not asked again yet");
    }
  }

  private static final class Failing implements DeadLetterStore {

    private SQLException failure = new SQLException();

    @Override
    public void put(DeadLetter letter) {
      throw new IllegalStateException(failure);
    }

    @Override
    public Map<String, List<Unsettled>> unsettledOf(Set<String> orderIds) {
      throw new IllegalStateException(failure);
    }

    @Override
    public void answered(Map<Replay, String> answers) {
      throw new IllegalStateException(failure);
    }
  }
}
