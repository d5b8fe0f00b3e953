package io.skuline.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.skuline.concurrent.FakeTimeSource;
import io.skuline.deduction.Decisions;
import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.SettableClock;
import io.skuline.deduction.redis.DataLoss;
import io.skuline.deduction.redis.EpochGate;
import io.skuline.event.OrderEvent;
import io.skuline.journal.Journal;
import io.skuline.ledger.FakeLedger;
import io.skuline.ledger.JournalMarks;
import io.skuline.messaging.FakeRocketMqClient;
import io.skuline.store.Epoch;
import io.skuline.store.Leader;
import io.skuline.store.LockUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gate is opened only for a server that was verified or rebuilt. */
@Timeout(30)
class RecoveryTest {

  private static final String JOURNAL = "journal";
  private static final Instant UNTIL = Instant.parse("2026-11-26T12:30:00Z");

  private final List<String> log = new ArrayList<>();
  private final FakeRocketMqClient broker = new FakeRocketMqClient();
  private final FakeLedger ledger = new FakeLedger();
  private final FakeServer server = new FakeServer(log);
  private final FakeEpochs epochs = new FakeEpochs(log);
  private final EpochGate gate = new EpochGate();
  private final Engine engine = new Engine();
  private final OneLeader leader = new OneLeader();
  private final JournalMarks marks =
      ledger.marks(new Journal(broker.connect(), JOURNAL), new FakeTimeSource());
  private final Recovery recovery =
      new Recovery(
          gate,
          engine,
          server,
          epochs,
          leader,
          new Rebuild(
              epochs,
              marks,
              new FakeRebuildSource(log),
              server,
              gate,
              new SettableClock(UNTIL),
              () -> UNTIL,
              new FakeTimeSource(),
              new SimpleMeterRegistry()),
          marks);

  @BeforeEach
  void open() {
    broker.read(ledger::read);
    epochs.current = new Epoch(4, true, UNTIL, 1);
    server.opened = 4;
  }

  /** Another instance raised the alarm; it may have died since. */
  @Test
  void anEpochThatTheDatabaseHasClosedIsNotSoldInAnyMore() throws Exception {
    assertThat(recovery.tryToOpen()).isTrue();
    epochs.close(4);
    recovery.lookWhetherItIsStillOpen();
    assertThat(gate.state().open()).isFalse();
    assertThat(gate.count(DataLoss.LEDGER)).isEqualTo(1);
    assertThat(recovery.tryToOpen()).isTrue();
    assertThat(epochs.current.number()).as("rebuilt").isEqualTo(5);
  }

  @Test
  void theServerThatWasVerifiedIsOpenedWithoutARebuild() throws Exception {
    assertThat(recovery.tryToOpen()).isTrue();
    assertThat(gate.requireOpen().epoch()).isEqualTo(4);
    assertThat(gate.requireOpen().recallUntil()).isEqualTo(UNTIL);
    assertThat(log).isEmpty();
    assertThat(leader.led).isZero();
  }

  @Test
  void aServerThatDoesNotHoldTheEpochIsRebuiltBeforeItIsOpened() throws Exception {
    server.opened = 0;
    assertThat(recovery.tryToOpen()).isTrue();
    assertThat(log).startsWith("begin epoch 5").endsWith("open epoch 5");
    assertThat(gate.requireOpen().epoch()).isEqualTo(5);
    assertThat(gate.requireOpen().recallUntil()).isAfter(UNTIL);
    assertThat(server.forgottenBefore).isEqualTo(5);
  }

  @Test
  void anEpochWhoseRebuildWasNotCompletedIsRebuiltThoughTheServerHoldsIt() throws Exception {
    epochs.current = new Epoch(4, false, UNTIL, 1);
    assertThat(recovery.tryToOpen()).isTrue();
    assertThat(gate.requireOpen().epoch()).isEqualTo(5);
  }

  /** Instances that still have the former number must not go on selling. */
  @Test
  void anotherNumberOfPartitionsIsBuiltAfterTheFormerOnesAreClosed() throws Exception {
    server.partitions = 16;
    assertThat(recovery.tryToOpen()).isTrue();
    assertThat(log).startsWith("begin epoch 5", "close former 1", "begin server");
    assertThat(epochs.current.partitions()).isEqualTo(16);
    assertThat(server.tokens).hasSize(1);
    assertThat(gate.requireOpen().epoch()).isEqualTo(5);
  }

  @Test
  void whileTheFormerPartitionsCannotBeClosedNothingIsOpened() throws Exception {
    server.partitions = 16;
    server.failing = "close former";
    assertThat(recovery.tryToOpen()).isFalse();
    assertThat(log).containsExactly("begin epoch 5", "close former 1");
    assertThat(gate.state().open()).isFalse();
    log.clear();
    assertThat(recovery.tryToOpen()).as("they are still to be closed").isFalse();
    assertThat(log).containsExactly("begin epoch 6", "close former 1");
  }

  @Test
  void anInstanceThatHasSoldGivesWayToOneWithAnotherNumberOfPartitions() throws Exception {
    assertThat(recovery.tryToOpen()).isTrue();
    epochs.current = new Epoch(5, true, UNTIL, 16);
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
    assertThat(gate.requireOpen().epoch()).isEqualTo(4);
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
    assertThat(engine.confirmed).containsExactly(4L);
    epochs.current = new Epoch(5, false, UNTIL, 1);
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
      gate.close(4, DataLoss.SCRIPTS, "lost");
      await().until(() -> gate.state().open());
      assertThat(gate.state().epoch()).isEqualTo(5);
    } finally {
      recovery.stop();
    }
    assertThat(recovery.isRunning()).isFalse();
  }

  private static final class Engine implements DeductionEngine {
    private final List<Long> confirmed = new ArrayList<>();
    private boolean away;

    @Override
    public Decisions decide(List<OrderEvent> events) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void confirm(long epoch) {
      if (away) {
        throw new DeductionUnavailableException("away");
      }
      confirmed.add(epoch);
    }
  }

  private static final class OneLeader implements Leader {
    private boolean elsewhere;
    private boolean away;
    private int led;
    private Runnable meanwhile = () -> {};

    @Override
    public boolean runAlone(Work work) throws InterruptedException {
      if (away) {
        throw new LockUnavailableException("no lock", new IllegalStateException("away"));
      }
      if (elsewhere) {
        return false;
      }
      led++;
      meanwhile.run();
      work.run();
      return true;
    }
  }
}
