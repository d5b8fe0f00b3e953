package io.skuline.deduction.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.StoreStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GateTest {

  private static final Instant UNTIL = Instant.parse("2026-11-26T12:30:00Z");
  private static final Rebuilding COPYING = new Rebuilding(3, Rebuilding.Step.COPY, 5, 9);

  private final Gate gate = new Gate();

  @Test
  void nothingIsSoldBeforeItIsVerified() {
    assertThatExceptionOfType(DeductionUnavailableException.class)
        .isThrownBy(gate::requireOpen)
        .withMessageContaining("not verified yet");
  }

  @Test
  void whatIsOpenSaysForWhichEpochAndUntilWhenToRecall() {
    gate.open(3, UNTIL);
    assertThat(gate.requireOpen().epoch()).isEqualTo(3);
    assertThat(gate.requireOpen().recallUntil()).isEqualTo(UNTIL);
    assertThat(gate.state().reason()).isEmpty();
  }

  @Test
  void aLossClosesItOnceHoweverManyFindIt() {
    gate.open(3, UNTIL);
    gate.close(3, Loss.EPOCH, "another server");
    gate.close(3, Loss.EPOCH, "another server");
    gate.close(3, Loss.SCRIPTS, "no script");
    assertThatExceptionOfType(DeductionUnavailableException.class)
        .isThrownBy(gate::requireOpen)
        .withMessageContaining("another server");
    assertThat(gate.count(Loss.EPOCH)).isEqualTo(1);
    assertThat(gate.count(Loss.SCRIPTS)).isZero();
  }

  @Test
  void aLateFindingOfAnOldEpochDoesNotCloseTheNewOne() {
    gate.open(3, UNTIL);
    gate.open(4, UNTIL);
    gate.close(3, Loss.EPOCH, "long ago");
    assertThat(gate.requireOpen().epoch()).isEqualTo(4);
    assertThat(gate.count(Loss.EPOCH)).isZero();
  }

  @Test
  void howFarARebuildIsIsToldOnlyWhileItIsClosed() {
    gate.rebuilding(COPYING);
    assertThat(gate.state().rebuild()).isEqualTo(COPYING);
    gate.explain("Redis is away");
    assertThat(gate.state().rebuild()).isNull();
    assertThat(gate.state().reason()).isEqualTo("Redis is away");
    gate.open(3, UNTIL);
    gate.rebuilding(COPYING);
    gate.explain("not true any more");
    assertThat(gate.state().rebuild()).isNull();
    assertThat(gate.state().reason()).isEmpty();
  }

  @Test
  void peopleSeeWhetherItIsOpenFencedOrRebuilt() {
    GateStatus status = new GateStatus(gate);
    assertThat(status.now().phase()).isEqualTo(StoreStatus.Phase.FENCED);
    gate.rebuilding(COPYING);
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
    gate.close(3, Loss.CHANGED_SKU, "changed by hand");
    assertThat(woken.join()).isTrue();
    keeper.join();
  }
}
