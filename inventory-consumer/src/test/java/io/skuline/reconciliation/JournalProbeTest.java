package io.skuline.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.concurrent.FakeTimeSource;
import io.skuline.journal.Journal;
import io.skuline.ledger.FakeLedger;
import io.skuline.messaging.FakeRocketMqClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournalProbeTest {

  private static final String JOURNAL = "journal";

  private final FakeRocketMqClient broker = new FakeRocketMqClient();
  private final FakeLedger ledger = new FakeLedger();
  private final FakeTimeSource time = new FakeTimeSource();
  private final JournalProbe probe =
      new JournalProbe(ledger.marks(new Journal(broker.connect(), JOURNAL), time));

  @BeforeEach
  void read() {
    broker.read(ledger::read);
  }

  @Test
  void theLedgerHasComeThroughWhenItHasPassedTheProbeInEveryQueue() throws Exception {
    assertThat(probe.comesThrough()).isTrue();
    assertThat(broker.in(JOURNAL))
        .extracting(FakeRocketMqClient.Stored::group)
        .doesNotHaveDuplicates();
    assertThat(broker.in(JOURNAL)).hasSize(Journal.GROUPS);
    assertThat(broker.in(JOURNAL).stream().map(FakeRocketMqClient.Stored::body).distinct())
        .singleElement()
        .asString()
        .matches("probe 1 [0-9a-f-]{36}\n");
    assertThat(probe.comesThrough()).as("another one").isTrue();
    assertThat(ledger.probesUnderWay()).isZero();
  }

  /**
   * The broker delivers at least once, and a ledger that has lost its lease of a message may apply
   * it again.
   */
  @Test
  void anEarlierProbeThatIsAppliedTwiceIsNotTheNextOne() throws Exception {
    probe.comesThrough();
    List<FakeRocketMqClient.Stored> earlier = broker.in(JOURNAL);
    broker.read(message -> earlier.forEach(ledger::read));
    assertThat(probe.comesThrough()).isFalse();
  }

  @Test
  void aLedgerThatHangsInOneQueueHasNotComeThrough() throws Exception {
    ledger.passesMore = Journal.GROUPS - 1;
    assertThat(probe.comesThrough()).isFalse();
    assertThat(Duration.ofNanos(time.nanos()))
        .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(21));
  }

  @Test
  void whileTheBrokerIsAwayNothingIsCertain() throws Exception {
    broker.refuse(JOURNAL);
    assertThat(probe.comesThrough()).isFalse();
    assertThat(time.nanos()).isZero();
  }

  @Test
  void aServiceThatStopsIsNotHeldUp() {
    ledger.passesMore = 0;
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> probe.comesThrough());
  }
}
