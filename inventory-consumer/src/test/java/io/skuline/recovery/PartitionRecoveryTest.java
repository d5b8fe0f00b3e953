package io.skuline.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.deduction.redis.DataLoss;
import io.skuline.messaging.FakeRocketMqClient;
import io.skuline.store.Epoch;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Partitions are lost, rebuilt and opened alone, while the others go on. */
@Timeout(30)
class PartitionRecoveryTest extends RecoveryFixture {

  PartitionRecoveryTest() {
    super(4);
  }

  @Test
  void lostPartitionsAreRebuiltTogetherAndTheOthersStayOpen() throws Exception {
    assertThat(recovery.tryToOpen()).isTrue();
    server.lost.addAll(Set.of(1, 3));
    gate.close(1, 4, DataLoss.SCRIPTS, "lost");
    gate.close(3, 4, DataLoss.SCRIPTS, "lost");
    assertThat(gate.open().epochs()).hasToString("0:4,2:4");
    assertThat(recovery.tryToOpen()).isTrue();
    assertThat(log)
        .startsWith("begin epoch 5 [1, 3]", "begin server [1, 3]")
        .endsWith("open epoch 5 [1, 3]", "rebuilt");
    assertThat(broker.in(JOURNAL))
        .extracting(FakeRocketMqClient.Stored::body)
        .containsOnly("barrier 2 5 1,3\n");
    assertThat(gate.open().epochs()).hasToString("0:4,1:5,2:4,3:5");
    assertThat(gate.states().get(2).recallUntil()).isEqualTo(UNTIL);
    assertThat(gate.states().get(1).recallUntil()).isAfter(UNTIL);
  }

  @Test
  void aPartitionWhoseServerIsAwayKeepsNoOtherWaiting() throws Exception {
    server.silent.add(1);
    server.lost.add(2);
    assertThat(recovery.tryToOpen()).isFalse();
    assertThat(gate.open().epochs()).hasToString("0:4,2:5,3:4");
    assertThat(gate.states().get(1).reason()).contains("no answer");
    server.silent.clear();
    assertThat(recovery.tryToOpen()).as("it has lost nothing").isTrue();
    assertThat(gate.open().epochs()).hasToString("0:4,1:4,2:5,3:4");
  }

  /** It found that the books of a partition do not add up. */
  @Test
  void aPartitionThatAnotherInstanceHasClosedIsClosedHereAndRebuilt() throws Exception {
    assertThat(recovery.tryToOpen()).isTrue();
    epochs.close(2, 4);
    recovery.lookWhetherItIsStillOpen();
    assertThat(gate.open().epochs()).hasToString("0:4,1:4,3:4");
    assertThat(recovery.tryToOpen()).isTrue();
    assertThat(gate.open().epochs()).hasToString("0:4,1:4,2:5,3:4");
  }

  @Test
  void aPartitionThatAnotherInstanceHasRebuiltIsOpenedInItsEpoch() throws Exception {
    assertThat(recovery.tryToOpen()).isTrue();
    epochs.begin(epochs.current(), 5, new TreeSet<>(Set.of(2)));
    recovery.lookWhetherItIsStillOpen();
    assertThat(gate.count(DataLoss.EPOCH)).isOne();
    server.openedAlone.put(2, 5L);
    epochs.open(5, UNTIL, new TreeSet<>(Set.of(2)));
    log.clear();
    assertThat(recovery.tryToOpen()).isTrue();
    assertThat(log).isEmpty();
    assertThat(gate.open().epochs()).hasToString("0:4,1:4,2:5,3:4");
  }

  /** Instances that still have the former number must not go on selling. */
  @Test
  void anotherNumberOfPartitionsIsBuiltAfterTheFormerOnesAreClosed() throws Exception {
    epochs.set(new Epoch(4, true, UNTIL), 1);
    assertThat(recovery.tryToOpen()).isTrue();
    assertThat(log).startsWith("begin epoch 5", "close former 1", "begin server");
    assertThat(epochs.current.partitions()).isEqualTo(4);
    assertThat(server.tokens).hasSize(1);
    assertThat(gate.state().epoch()).isEqualTo(5);
  }

  @Test
  void whileTheFormerPartitionsCannotBeClosedNothingIsOpened() throws Exception {
    epochs.set(new Epoch(4, true, UNTIL), 1);
    server.failing = "close former";
    assertThat(recovery.tryToOpen()).isFalse();
    assertThat(log).containsExactly("begin epoch 5", "close former 1");
    assertThat(gate.state().open()).isFalse();
    log.clear();
    assertThat(recovery.tryToOpen()).as("they are still to be closed").isFalse();
    assertThat(log).containsExactly("begin epoch 6", "close former 1");
  }
}
