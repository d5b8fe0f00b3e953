package io.skuline.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.client.FakeMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The failure policy of a receive loop, step by step. The loop runs in the test's own thread and
 * ends when the last step of its work interrupts that thread.
 */
@Timeout(30)
class MessageLeaseTest {

  private static final MessageView A = new FakeMessage("a");
  private static final MessageView B = new FakeMessage("b");
  private static final MessageView C = new FakeMessage("c");

  /** Half of this time is up at once, so that every look renews the lease. */
  private static final Duration ALWAYS_DUE = Duration.ZERO;

  private static final Duration NEVER_DUE = Duration.ofDays(1);

  private static final Duration GIVEN_BACK = Duration.ofSeconds(1);

  private final FakeConsumer consumer = new FakeConsumer();
  private final List<String> log = new ArrayList<>();

  @AfterEach
  void clearInterruption() {
    Thread.interrupted();
  }

  @Test
  void nothingIsAcknowledgedBeforeItsWorkIsDone() {
    arrive(A, B);
    run(NEVER_DUE, 1, new Script(2, () -> {}));
    assertThat(log)
        .containsExactly(
            "attempt, acknowledged []",
            "failed, acknowledged []",
            "attempt, acknowledged []",
            "failed, acknowledged []",
            "attempt, acknowledged []",
            "done, 0 refused");
    assertThat(consumer.acknowledged).containsExactly(A, B);
  }

  @Test
  void anOutageRenewsWhatIsInHandAfterEachAttemptSoThatNoDeliveryIsUsedUp() {
    arrive(A, B);
    run(ALWAYS_DUE, 1, new Script(2, () -> {}));
    // The lease is renewed once when the messages are taken, and after both attempts that failed.
    assertThat(consumer.changed).containsExactly(A, B, A, B, A, B);
    assertThat(consumer.durations).containsOnly(ALWAYS_DUE);
    assertThat(consumer.acknowledged).containsExactly(A, B);
  }

  @Test
  void whatIsNotDueIsNotRenewed() {
    arrive(A);
    run(NEVER_DUE, 1, new Script(1, () -> {}));
    assertThat(consumer.changed).isEmpty();
  }

  @Test
  void whatIsLostWhileItCannotBeDoneIsDroppedAtOnceAndNeverAcknowledged() {
    arrive(A);
    run(ALWAYS_DUE, 1, new Script(3, () -> consumer.refuses = true));
    assertThat(log)
        .containsExactly("attempt, acknowledged []", "failed, acknowledged []", "dropped");
    assertThat(consumer.acknowledged).isEmpty();
  }

  @Test
  void whenOneOfSeveralQueuesIsLostTheOthersAreGivenBackAndNothingIsAcknowledged() {
    arrive(A);
    arrive(B, C);
    run(ALWAYS_DUE, 2, new Script(3, () -> consumer.lost.add(A)));
    assertThat(log).endsWith("dropped").doesNotContain("done, 0 refused");
    assertThat(consumer.acknowledged).isEmpty();
    assertThat(lastChanged(2)).as("in reverse").containsExactly(C, B);
    assertThat(lastDurations(2)).containsOnly(GIVEN_BACK);
    assertThat(consumer.durations.get(consumer.changed.lastIndexOf(A)))
        .as("what others have is not touched")
        .isEqualTo(ALWAYS_DUE);
  }

  @Test
  void whatWaitsForItsTurnIsRenewedWhileTheWorkBeforeItCannotBeDone() {
    arrive(A);
    run(
        ALWAYS_DUE,
        2,
        new Script(
            1,
            () -> {
              // These messages arrive while A is being handled.
              consumer.receives.forEach(receive -> receive.complete(List.of(B)));
            }));
    assertThat(consumer.changed).endsWith(B);
    assertThat(lastDurations(1)).as("given back when the loop ends").containsOnly(GIVEN_BACK);
    int renewed = consumer.changed.indexOf(B);
    assertThat(consumer.durations.get(renewed)).as("renewed before that").isEqualTo(ALWAYS_DUE);
    assertThat(consumer.acknowledged).containsExactly(A);
  }

  @Test
  void anErrorIsHeldLikeAnyOtherFailure() {
    arrive(A);
    Script script = new Script(1, () -> {});
    script.failure = new LinkageError("a class is missing");
    run(NEVER_DUE, 1, script);
    assertThat(consumer.acknowledged).containsExactly(A);
  }

  @Test
  void whenTheServiceStopsInTheMiddleOfItsWorkTheMessagesAreGivenBack() {
    arrive(A, B);
    run(NEVER_DUE, 1, new Script(1, () -> Thread.currentThread().interrupt()));
    assertThat(log).containsExactly("attempt, acknowledged []", "dropped");
    assertThat(consumer.changed).containsExactly(B, A);
    assertThat(consumer.acknowledged).isEmpty();
  }

  @Test
  void workThatWasInterruptedInsideIsGivenBackToo() {
    arrive(A);
    Script script = new Script(1, () -> {});
    script.failure = new IllegalStateException(new InterruptedException());
    run(NEVER_DUE, 1, script);
    assertThat(log).containsExactly("attempt, acknowledged []", "dropped");
    assertThat(consumer.changed).containsExactly(A);
  }

  @Test
  void whatTheBrokerDoesNotTakeBackAsDoneIsCounted() {
    arrive(A, B);
    consumer.refusesAcknowledgements = true;
    run(NEVER_DUE, 1, new Script(0, () -> {}));
    assertThat(log).endsWith("done, 2 refused");
  }

  @Test
  void aReceiveThatFailedIsBegunAgain() {
    consumer.scripted.add(CompletableFuture.failedFuture(new IllegalStateException("no route")));
    arrive(A);
    run(NEVER_DUE, 1, new Script(0, () -> {}));
    assertThat(consumer.acknowledged).containsExactly(A);
  }

  @Test
  void messagesWhoseWorkCannotEvenBeginAreNotAcknowledged() {
    arrive(A);
    ReceiveOptions options = ReceiveOptions.of(32, NEVER_DUE);
    new ReceiveLoop(
            consumer.asConsumer(),
            options,
            messages -> {
              Thread.currentThread().interrupt();
              throw new IllegalStateException("cannot begin");
            })
        .run();
    assertThat(consumer.acknowledged).isEmpty();
  }

  private void arrive(MessageView... messages) {
    consumer.scripted.add(CompletableFuture.completedFuture(List.of(messages)));
  }

  private void run(Duration invisible, int receives, ReceiveLoop.BatchTask work) {
    ReceiveOptions options = ReceiveOptions.of(32, invisible).atOnce(receives, 128);
    new ReceiveLoop(consumer.asConsumer(), options, messages -> work).run();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  private List<MessageView> lastChanged(int count) {
    return consumer.changed.subList(consumer.changed.size() - count, consumer.changed.size());
  }

  private List<Duration> lastDurations(int count) {
    return consumer.durations.subList(consumer.durations.size() - count, consumer.durations.size());
  }

  /**
   * Fails the given number of times, ends the loop when its work is done or dropped, and records
   * what happens.
   */
  private final class Script implements ReceiveLoop.BatchTask {

    private final int failures;
    private final Runnable atFirst;
    private Throwable failure = new IllegalStateException("away");
    private int attempts;

    Script(int failures, Runnable atFirst) {
      this.failures = failures;
      this.atFirst = atFirst;
    }

    @Override
    public void attempt() {
      note("attempt");
      attempts++;
      if (attempts == 1) {
        atFirst.run();
      }
      if (attempts > failures) {
        return;
      }
      if (failure instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) failure;
    }

    @Override
    public void failed() {
      note("failed");
    }

    @Override
    public void acknowledged(int refused) {
      log.add("done, " + refused + " refused");
      Thread.currentThread().interrupt();
    }

    @Override
    public void dropped() {
      log.add("dropped");
      Thread.currentThread().interrupt();
    }

    private void note(String step) {
      log.add(step + ", acknowledged " + consumer.acknowledged);
    }
  }
}
