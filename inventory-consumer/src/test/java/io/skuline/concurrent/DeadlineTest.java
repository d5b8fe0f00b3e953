package io.skuline.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** No caller waits for ever for a question that is never answered. */
class DeadlineTest {

  private final CountDownLatch never = new CountDownLatch(1);

  @Test
  void anAnswerInTimeIsGiven() {
    assertThat(new Deadline(Duration.ofMinutes(1)).<String>ask(() -> "yes")).isEqualTo("yes");
  }

  @Test
  void whatTheQuestionFailsWithIsTold() {
    Deadline deadline = new Deadline(Duration.ofMinutes(1));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(
            () ->
                deadline.ask(
                    () -> {
                      throw new UnsupportedOperationException();
                    }));
    assertThatExceptionOfType(StackOverflowError.class)
        .isThrownBy(
            () ->
                deadline.ask(
                    () -> {
                      throw new StackOverflowError();
                    }));
  }

  @Test
  void whatDoesNotAnswerIsGivenUpAndToldToStop() {
    Deadline deadline = new Deadline(Duration.ofMillis(1));
    CompletableFuture<String> stopped = new CompletableFuture<>();
    CountDownLatch begun = new CountDownLatch(1);
    Deadline patient = new Deadline(Duration.ofMinutes(1));
    assertThatIllegalStateException()
        .isThrownBy(() -> deadline.ask(() -> hang(begun, stopped)))
        .withMessageContaining("no answer within 1 ms");
    // The question may have been given up before its thread began; then there was nothing to stop.
    assertThat(
            patient.<Boolean>ask(() -> begun.getCount() == 1 || stopped.join().equals("stopped")))
        .isTrue();
  }

  @Test
  void whenTooManyHaveNoAnswerTheNextOneIsRefusedAtOnce() {
    List<Runnable> underWay = new ArrayList<>();
    Deadline deadline = new Deadline(Duration.ZERO, underWay::add);
    for (int i = 0; i < Deadline.MOST; i++) {
      assertThatIllegalStateException()
          .isThrownBy(() -> deadline.ask(() -> "yes"))
          .withMessageContaining("no answer within");
    }
    assertThatIllegalStateException()
        .isThrownBy(() -> deadline.ask(() -> "yes"))
        .withMessageContaining("have no answer yet");
  }

  /**
   * After a machine has stood still for a while, the class must not refuse everything from then on.
   */
  @Test
  void aQuestionThatIsGivenUpBeforeItBeginsTakesNoPlaceForGood() {
    List<Runnable> late = new ArrayList<>();
    Deadline deadline = new Deadline(Duration.ZERO, late::add);
    for (int i = 0; i < 2 * Deadline.MOST; i++) {
      assertThatIllegalStateException()
          .isThrownBy(() -> deadline.ask(() -> "yes"))
          .withMessageContaining("no answer within");
      late.forEach(Runnable::run);
      late.clear();
    }
  }

  @Test
  void aQuestionThatNoThreadCanBeStartedForTakesNoPlaceEither() {
    Deadline deadline =
        new Deadline(
            Duration.ofMinutes(1),
            work -> {
              throw new OutOfMemoryError("unable to create native thread");
            });
    for (int i = 0; i < 2 * Deadline.MOST; i++) {
      assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> deadline.ask(() -> "yes"));
    }
  }

  @Test
  void whoIsInterruptedStaysInterrupted() {
    Thread.currentThread().interrupt();
    assertThatIllegalStateException()
        .isThrownBy(() -> new Deadline(Duration.ofMinutes(1)).ask(this::hangForGood))
        .withCauseInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    never.countDown();
  }

  private String hang(CountDownLatch begun, CompletableFuture<String> stopped) {
    begun.countDown();
    try {
      never.await();
    } catch (InterruptedException e) {
      stopped.complete("stopped");
    }
    return "";
  }

  private String hangForGood() {
    while (true) {
      try {
        never.await();
        return "";
      } catch (InterruptedException e) {
        // A driver that waits for its server does not notice the interrupt either.
      }
    }
  }
}
