package io.skuline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.broker.FakeBroker;
import io.skuline.broker.FakeTime;
import io.skuline.journal.Journal;
import io.skuline.ledger.FakeLedger;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournalProbeTest {

  private static final String JOURNAL = "journal";

  private final FakeBroker broker = new FakeBroker();
  private final FakeLedger ledger = new FakeLedger();
  private final FakeTime time = new FakeTime();
  private final JournalProbe probe =
      new JournalProbe(new Journal(broker.connect(), JOURNAL), ledger.progress(), time);

  @BeforeEach
  void read() {
    broker.read(ledger::read);
  }

  @Test
  void theLedgerHasComeThroughWhenItHasPassedAnotherBarrierInEveryMessageGroup() throws Exception {
    assertThat(probe.comesThrough(3)).isTrue();
    assertThat(broker.in(JOURNAL)).hasSize(Journal.GROUPS);
    assertThat(broker.in(JOURNAL))
        .extracting(FakeBroker.Stored::body)
        .containsOnly("barrier 1 3\n");
    assertThat(probe.comesThrough(3)).as("the same barrier counts again").isTrue();
  }

  @Test
  void barriersOfAnEarlierProbeDoNotCount() throws Exception {
    probe.comesThrough(3);
    ledger.passesMore = 0;
    assertThat(probe.comesThrough(3)).isFalse();
  }

  @Test
  void aLedgerThatHangsInOneMessageGroupHasNotComeThrough() throws Exception {
    ledger.passesMore = Journal.GROUPS - 1;
    assertThat(probe.comesThrough(3)).isFalse();
    assertThat(Duration.ofNanos(time.nanos()))
        .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(21));
  }

  @Test
  void whileTheBrokerIsAwayNothingIsCertain() throws Exception {
    broker.refuse(JOURNAL);
    assertThat(probe.comesThrough(3)).isFalse();
    assertThat(time.nanos()).isZero();
  }

  @Test
  void aServiceThatStopsIsNotHeldUp() {
    ledger.passesMore = 0;
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> probe.comesThrough(3));
  }
}
