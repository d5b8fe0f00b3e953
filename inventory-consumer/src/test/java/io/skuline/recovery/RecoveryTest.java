package io.skuline.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.skuline.deduction.redis.DataLoss;
import io.skuline.store.Epoch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gate is opened only for a server that was verified or rebuilt. */
@Timeout(30)
class RecoveryTest extends RecoveryFixture {

  RecoveryTest() {
    super(1);
  }

  /** Another instance raised the alarm; it may have died since. */
  @Test
  void anEpochThatTheDatabaseHasClosedIsNotSoldInAnyMore() throws Exception {
    assertThat(recovery.tryToOpen()).isTrue();
    epochs.close(0, 4);
    recovery.lookWhetherItIsStillOpen();
    assertThat(gate.state().open()).isFalse();
    assertThat(gate.count(DataLoss.LEDGER)).isEqualTo(1);
    assertThat(recovery.tryToOpen()).isTrue();
    assertThat(epochs.current.latest()).as("rebuilt").isEqualTo(5);
  }

  @Test
  void theServerThatWasVerifiedIsOpenedWithoutARebuild() throws Exception {
    assertThat(recovery.tryToOpen()).isTrue();
    assertThat(gate.state().epoch()).isEqualTo(4);
    assertThat(gate.state().recallUntil()).isEqualTo(UNTIL);
    assertThat(log).isEmpty();
    assertThat(leader.led).isZero();
  }

  @Test
  void aServerThatDoesNotHoldTheEpochIsRebuiltBeforeItIsOpened() throws Exception {
    server.opened = 0;
    assertThat(recovery.tryToOpen()).isTrue();
    assertThat(log).startsWith("begin epoch 5").endsWith("open epoch 5", "rebuilt");
    assertThat(gate.state().epoch()).isEqualTo(5);
    assertThat(gate.state().recallUntil()).isAfter(UNTIL);
    assertThat(server.forgottenBefore).isEqualTo(5);
  }

  /** The database may be away just then; they are looked for again now and then. */
  @Test
  void eventsThatCannotBeReplayedNowKeepNothingClosedAndNothingOld() throws Exception {
    server.opened = 0;
    whenRebuilt =
        () -> {
          throw new IllegalStateException("away");
        };
    assertThat(recovery.tryToOpen()).isTrue();
    assertThat(server.forgottenBefore).isEqualTo(5);
  }

  @Test
  void anEpochWhoseRebuildWasNotCompletedIsRebuiltThoughTheServerHoldsIt() throws Exception {
    epochs.set(new Epoch(4, false, UNTIL), 1);
    assertThat(recovery.tryToOpen()).isTrue();
    assertThat(gate.state().epoch()).isEqualTo(5);
  }

  @Test
  void anInstanceThatHasSoldGivesWayToOneWithAnotherNumberOfPartitions() throws Exception {
    assertThat(recovery.tryToOpen()).isTrue();
    epochs.set(new Epoch(5, true, UNTIL), 16);
    server.opened = 5;
    recovery.lookWhetherItIsStillOpen();
    assertThat(recovery.tryToOpen()).isFalse();
    assertThat(log).isEmpty();
    assertThat(gate.state().reason())
        .contains("divided Redis into 16 partitions", "skuline.redis.partitions 1");
  }

  @Test
  void whileAnotherInstanceRebuildsNothingIsOpenedHere() throws Exception {
    server.opened = 0;
    leader.elsewhere = true;
    assertThat(recovery.tryToOpen()).isFalse();
    assertThat(gate.state().open()).isFalse();
    assertThat(log).isEmpty();
  }

  @Test
  void whatAnotherInstanceHasJustRebuiltIsNotRebuiltAgain() throws Exception {
    server.opened = 0;
    leader.meanwhile = () -> server.opened = 4;
    assertThat(recovery.tryToOpen()).isTrue();
    assertThat(log).isEmpty();
    assertThat(gate.state().epoch()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 4})
  void aServerThatMayEvictStockStaysFencedWhetherItHoldsTheEpochOrNot(long holds) throws Exception {
    server.opened = holds;
    server.policy = "allkeys-lru";
    assertThat(recovery.tryToOpen()).isFalse();
    assertThat(gate.state().open()).isFalse();
    assertThat(gate.state().reason()).contains("maxmemory-policy is allkeys-lru");
    assertThat(log).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"holds", "eviction policy", "begin server", "open server"})
  void aServerThatFailsStaysFencedAndItIsTriedAgain(String step) throws Exception {
    server.opened = step.equals("eviction policy") ? 4 : 0;
    server.failing = step;
    assertThat(recovery.tryToOpen()).isFalse();
    assertThat(gate.state().open()).isFalse();
    assertThat(gate.state().reason()).contains("cannot verify or rebuild Redis: " + step);
    server.failing = "";
    assertThat(recovery.tryToOpen()).isTrue();
  }

  @Test
  void whatTheDatabaseCannotConfirmStaysFenced() throws Exception {
    epochs.failing = "current epoch";
    assertThat(recovery.tryToOpen()).isFalse();
    epochs.failing = "";
    server.opened = 0;
    leader.away = true;
    assertThat(recovery.tryToOpen()).isFalse();
    assertThat(gate.state().open()).isFalse();
    assertThat(log).isEmpty();
  }

  @Test
  void aServiceThatStopsWhileItRebuildsOpensNothing() {
    server.opened = 0;
    leader.meanwhile = () -> Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class).isThrownBy(recovery::tryToOpen);
    leader.meanwhile =
        () -> {
          throw new IllegalStateException(new InterruptedException());
        };
    assertThatExceptionOfType(InterruptedException.class).isThrownBy(recovery::tryToOpen);
    assertThat(gate.state().open()).isFalse();
  }

  @Test
  void anEpochThatBeganElsewhereEndsThisOneThoughThisServerKnowsNothingOfIt() {
    gate.open(4, UNTIL);
    recovery.lookWhetherItIsStillOpen();
    assertThat(gate.state().open()).isTrue();
    assertThat(engine.verified).isOne();
    epochs.set(new Epoch(5, false, UNTIL), 1);
    recovery.lookWhetherItIsStillOpen();
    assertThat(gate.state().open()).isFalse();
    assertThat(gate.count(DataLoss.EPOCH)).isEqualTo(1);
  }

  @Test
  void aDatabaseOrARedisThatIsAwayStopsNoSale() {
    gate.open(4, UNTIL);
    epochs.failing = "current epoch";
    recovery.lookWhetherItIsStillOpen();
    engine.away = true;
    recovery.lookWhetherItIsStillOpen();
    assertThat(gate.state().open()).isTrue();
  }

  @Test
  void whileItRunsALossIsFollowedByARebuild() {
    recovery.start();
    assertThat(recovery.isRunning()).isTrue();
    try {
      await().until(() -> gate.state().open());
      server.opened = 0;
      gate.close(0, 4, DataLoss.SCRIPTS, "lost");
      await().until(() -> gate.state().open());
      assertThat(gate.state().epoch()).isEqualTo(5);
    } finally {
      recovery.stop();
    }
    assertThat(recovery.isRunning()).isFalse();
  }
}
