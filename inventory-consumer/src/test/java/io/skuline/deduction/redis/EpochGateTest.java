package io.skuline.deduction.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.StoreStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EpochGateTest {

  private static final Instant UNTIL = Instant.parse("2026-11-26T12:30:00Z");
  private static final RebuildProgress COPYING =
      new RebuildProgress(3, RebuildProgress.Step.COPY, 5, 9);

  private final EpochGate gate = new EpochGate();

  @Test
  void nothingIsSoldBeforeItIsVerified() {
    assertThatExceptionOfType(DeductionUnavailableException.class)
        .isThrownBy(gate::requireOpen)
        .withMessageContaining("not verified yet");
  }

  @Test
  void whatIsOpenSaysForWhichEpochAndUntilWhenToRecall() {
    gate.open(3, UNTIL);
    assertThat(gate.requireOpen().epochs().at(0)).isEqualTo(3);
    assertThat(gate.requireOpen().recallUntil(List.of())).isEqualTo(UNTIL);
    assertThat(gate.state().reason()).isEmpty();
  }

  @Test
  void aLossClosesItOnceHoweverManyFindIt() {
    gate.open(3, UNTIL);
    gate.close(0, 3, DataLoss.EPOCH, "another server");
    gate.close(0, 3, DataLoss.EPOCH, "another server");
    gate.close(0, 3, DataLoss.SCRIPTS, "no script");
    assertThatExceptionOfType(DeductionUnavailableException.class)
        .isThrownBy(gate::requireOpen)
        .withMessageContaining("another server");
    assertThat(gate.count(DataLoss.EPOCH)).isEqualTo(1);
    assertThat(gate.count(DataLoss.SCRIPTS)).isZero();
  }

  /** Otherwise an event of such a partition would wait for ever: its patience would begin anew. */
  @Test
  void aPartitionThatIsNotOpenForLongIsClosedSinceItWasClosedFirst() {
    gate.open(3, UNTIL);
    gate.suspend(0, 3, Instant.now(), "a slot is being moved");
    Instant first = gate.state().since();
    gate.open(3, UNTIL);
    gate.suspend(0, 3, Instant.now(), "it still is");
    assertThat(gate.state().since()).isEqualTo(first);
    gate.open(4, UNTIL);
    gate.suspend(0, 4, Instant.now(), "something else");
    assertThat(gate.state().since()).isAfter(first);
  }

  /** Whoever waited two seconds for an answer has waited, and the other partitions with it. */
  @Test
  void aServerThatDidNotAnswerIsAwaySinceItWasAsked() {
    gate.open(3, UNTIL);
    Instant opened = gate.state().since();
    Instant asked = opened.plusMillis(1);
    gate.suspend(0, 3, asked, "no answer");
    assertThat(gate.state().since()).isEqualTo(asked);
    gate.open(4, UNTIL);
    gate.suspend(0, 4, asked.minusSeconds(60), "asked before it was opened");
    assertThat(gate.state().since()).isAfterOrEqualTo(opened);
  }

  @Test
  void aLateFindingOfAnOldEpochDoesNotCloseTheNewOne() {
    gate.open(3, UNTIL);
    gate.open(4, UNTIL);
    gate.close(0, 3, DataLoss.EPOCH, "long ago");
    assertThat(gate.requireOpen().epochs().at(0)).isEqualTo(4);
    assertThat(gate.count(DataLoss.EPOCH)).isZero();
  }

  @Test
  void howFarARebuildIsIsToldOnlyWhileItIsClosed() {
    gate.rebuilding(0, COPYING);
    assertThat(gate.state().rebuild()).isEqualTo(COPYING);
    gate.explain(0, "Redis is away");
    assertThat(gate.state().rebuild()).isNull();
    assertThat(gate.state().reason()).isEqualTo("Redis is away");
    gate.open(3, UNTIL);
    gate.rebuilding(0, COPYING);
    gate.explain(0, "not true any more");
    assertThat(gate.state().rebuild()).isNull();
    assertThat(gate.state().reason()).isEmpty();
  }

  @Test
  void peopleSeeWhetherItIsOpenFencedOrRebuilt() {
    EpochGateStatus status = new EpochGateStatus(gate);
    assertThat(status.now().phase()).isEqualTo(StoreStatus.Phase.FENCED);
    gate.rebuilding(0, COPYING);
    assertThat(status.now().phase()).isEqualTo(StoreStatus.Phase.REBUILDING);
    assertThat(status.now().rebuild()).isEqualTo(new StoreStatus.Progress(3, "copy", 5, 9));
    gate.open(3, UNTIL);
    assertThat(status.now().phase()).isEqualTo(StoreStatus.Phase.OPEN);
    assertThat(status.now().rebuild()).isNull();
  }

  @Test
  void whoWaitsForALossIsWokenByIt() throws Exception {
    assertThat(gate.awaitClosed(Duration.ofDays(1))).as("closed already").isTrue();
    gate.open(3, UNTIL);
    assertThat(gate.awaitClosed(Duration.ZERO)).isFalse();
    CompletableFuture<Boolean> woken = new CompletableFuture<>();
    Thread keeper =
        new Thread(
            () -> {
              try {
                woken.complete(gate.awaitClosed(Duration.ofDays(1)));
              } catch (InterruptedException e) {
                woken.completeExceptionally(e);
              }
            });
    keeper.start();
    gate.close(0, 3, DataLoss.CHANGED_SKU, "changed by hand");
    assertThat(woken.join()).isTrue();
    keeper.join();
  }
}
