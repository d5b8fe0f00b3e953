package io.skuline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.concurrent.FakeTimeSource;
import io.skuline.journal.Journal;
import io.skuline.journal.JournalEntry;
import io.skuline.messaging.BrokerUnavailableException;
import io.skuline.messaging.FakeRocketMqClient;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sends marks over queues that come and go. */
class JournalMarksTest {

  private static final String JOURNAL = "journal";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final FakeRocketMqClient broker = new FakeRocketMqClient();
  private final FakeLedger ledger = new FakeLedger();
  private final FakeTimeSource time = new FakeTimeSource();
  private final JournalMarks marks = ledger.marks(new Journal(broker.connect(), JOURNAL), time);

  @BeforeEach
  void read() {
    broker.read(ledger::read);
  }

  private void queues(String... names) {
    List<String> queues = List.of(names);
    ledger.queuesNow = new TreeSet<>(queues);
    ledger.queueOf = group -> queues.get(Math.floorMod(group.hashCode(), queues.size()));
  }

  private Set<String> barrier(long epoch) throws InterruptedException {
    return marks.sendBarrier(
        new JournalEntry.Barrier(epoch), PATIENCE, (passed, all, behind) -> {});
  }

  @Test
  void whereQueuesCannotBeToldEveryMessageGroupCountsAsOne() throws Exception {
    assertThat(barrier(3)).isEmpty();
    assertThat(broker.in(JOURNAL)).hasSize(Journal.GROUPS);
    assertThat(ledger.barriers()).hasSize(Journal.GROUPS);
  }

  @Test
  void aBarrierComesThroughQueuesThatNoGroupOfTheJournalGoesTo() throws Exception {
    queues("a/0", "a/1", "b/0", "b/1");
    ledger.queueOf =
        group ->
            group.startsWith("journal-")
                ? "a/0"
                : List.of("a/1", "b/0", "b/1").get(Math.floorMod(group.hashCode(), 3));
    assertThat(barrier(3)).isEmpty();
    assertThat(ledger.barriers()).hasSize(4).containsValue(3L).doesNotContainValue(0L);
  }

  @Test
  void itIsSentNextTimeByTheGroupsThatCameThrough() throws Exception {
    aBarrierComesThroughQueuesThatNoGroupOfTheJournalGoesTo();
    int before = broker.in(JOURNAL).size();
    long slept = time.nanos();
    assertThat(barrier(4)).isEmpty();
    assertThat(broker.in(JOURNAL).size() - before).isLessThanOrEqualTo(Journal.GROUPS + 4);
    assertThat(Duration.ofNanos(time.nanos() - slept)).isLessThan(Duration.ofMillis(100));
  }

  /** Otherwise the very first stock of an installation waits a second for rounds of guesses. */
  @Test
  void theFirstMarkReachesEveryQueueAtOnceIfTheBrokerChoosesAsItsProxyDoes() throws Exception {
    List<String> queues = IntStream.range(0, 16).mapToObj(queue -> "a/" + queue).toList();
    ledger.queuesNow = new TreeSet<>(queues);
    ledger.queueOf = group -> queues.get(QueueGuess.queueOf(group.hashCode(), 16));
    assertThat(barrier(3)).isEmpty();
    assertThat(broker.in(JOURNAL)).hasSize(16);
    assertThat(Duration.ofNanos(time.nanos())).isLessThan(Duration.ofMillis(100));
    assertThat(barrier(4)).isEmpty();
    assertThat(broker.in(JOURNAL)).as("by the same groups").hasSize(32);
  }

  /** Published answers may lie there unread. */
  @Test
  void aQueueWhoseBrokerIsAwayIsWaitedForByName() throws Exception {
    queues("a/0", "a/1", "b/0", "b/1");
    assertThat(barrier(3)).isEmpty();
    queues("a/0", "a/1");
    assertThat(barrier(4)).containsExactly("b/0", "b/1");
    assertThat(Duration.ofNanos(time.nanos())).isGreaterThan(PATIENCE);
    queues("a/0", "a/1", "b/0", "b/1");
    assertThat(barrier(5)).isEmpty();
  }

  @Test
  void aQueueThatWasSeenInBetweenIsWaitedForToo() throws Exception {
    queues("a/0");
    assertThat(barrier(3)).isEmpty();
    queues("a/0", "b/0");
    marks.look();
    queues("a/0");
    assertThat(barrier(4)).containsExactly("b/0");
  }

  @Test
  void queuesThatAreAddedWhileItWaitsAreFoundWhenTheyAreRead() throws Exception {
    queues("a/0");
    assertThat(barrier(3)).isEmpty();
    queues("a/0", "a/1", "a/2");
    assertThat(barrier(4)).isEmpty();
    assertThat(ledger.barriers()).containsOnlyKeys("a/0", "a/1", "a/2").containsValue(4L);
  }

  /** This happens after a change to another client, or to another setting of an instance. */
  @Test
  void whatWasNotedWhileQueuesCouldNotBeToldIsNotWaitedForWhenTheyCan() throws Exception {
    assertThat(barrier(3)).isEmpty();
    queues("a/0", "b/0");
    assertThat(barrier(4)).isEmpty();
    ledger.queuesNow = Set.of();
    ledger.queueOf = group -> group;
    assertThat(barrier(5)).isEmpty();
  }

  @Test
  void aProbeComesThroughEveryQueueAndIsForgottenThen() throws Exception {
    queues("a/0", "a/1", "b/0", "b/1");
    assertThat(marks.probe(PATIENCE)).isTrue();
    assertThat(ledger.probesUnderWay()).isZero();
    queues("a/0", "a/1");
    assertThat(marks.probe(PATIENCE)).isFalse();
  }

  @Test
  void itIsToldHowFarTheLedgersAre() throws Exception {
    queues("a/0", "b/0");
    ledger.passesMore = 0;
    marks.sendBarrier(
        new JournalEntry.Barrier(3),
        Duration.ZERO,
        (passed, all, behind) -> {
          assertThat(passed).isZero();
          assertThat(all).isEqualTo(2);
          assertThat(behind).containsExactly("a/0", "b/0");
        });
  }

  @Test
  void aBrokerThatRefusesEndsIt() {
    broker.refuse(JOURNAL);
    assertThatExceptionOfType(BrokerUnavailableException.class).isThrownBy(() -> barrier(3));
  }
}
