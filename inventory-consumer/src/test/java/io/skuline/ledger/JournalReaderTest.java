package io.skuline.ledger;

import static io.skuline.ledger.Answered.batch;
import static io.skuline.ledger.Answered.confirmed;
import static io.skuline.ledger.Answered.move;
import static io.skuline.ledger.Answered.stocked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.skuline.client.FakeMessage;
import io.skuline.journal.JournalEntry;
import io.skuline.messaging.BrokerUnavailableException;
import io.skuline.messaging.FakeRocketMqClient;
import io.skuline.messaging.ReceiveLoop;
import io.skuline.store.PartitionEpochs;
import io.skuline.store.StockTable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/** Reads journal messages, with stores that fail at each step, and barriers in between. */
class JournalReaderTest extends JournalReaderFixture {

  @Test
  void whatIsReceivedTogetherIsStoredTogether() {
    begin(batch(1, stocked("a", 10)), batch(1, confirmed("o", move("a", 1, 9, 2)))).attempt();
    assertThat(tables.movements()).hasSize(2);
    assertThat(commits()).isEqualTo(1);
    assertThat(count("skuline.ledger.movements", "outcome", "stored")).isEqualTo(2);
    assertThat(meters.get("skuline.ledger.transaction.time").timer().count()).isEqualTo(1);
  }

  @Test
  void aTransactionIsNoLargerThanItShouldBe() {
    begin(
            batch(1, stocked("a", 10), stocked("b", 10)),
            batch(1, stocked("c", 10)),
            batch(1, stocked("d", 10)))
        .attempt();
    assertThat(commits()).isEqualTo(2);
    assertThat(tables.movements()).hasSize(4);
  }

  @Test
  void aBarrierIsNotPassedBeforeEverythingBeforeItIsStored() {
    ReceiveLoop.BatchTask work = begin(batch(1, stocked("a", 10)), new JournalEntry.Barrier(2));
    tables.fail(FakeLedgerTables.Step.COMMIT, away(), 1);
    assertThatExceptionOfType(DataAccessException.class).isThrownBy(work::attempt);
    assertThat(barriers.epochs).doesNotContainValue(2L);
    work.attempt();
    assertThat(barriers.epochs).containsEntry(GROUP, 2L);
    assertThat(tables.movements()).hasSize(1);
  }

  /**
   * Its message group goes to another queue since a broker became unavailable, and later comes
   * back.
   */
  @Test
  void whatComesByAnotherQueueThanTheBarrierIsNotVoid() {
    queue = "b/0";
    barriers.know(List.of("a/0", "b/0"));
    queue = "a/0";
    begin(new JournalEntry.Barrier(2)).attempt();
    queue = "b/0";
    begin(batch(1, stocked("told", 10))).attempt();
    assertThat(tables.movements()).hasSize(1);
    begin(new JournalEntry.Barrier(2), batch(1, stocked("late", 10))).attempt();
    assertThat(tables.movements()).hasSize(1);
    queue = "c/0";
    begin(batch(1, stocked("later", 10))).attempt();
    assertThat(tables.movements()).as("a queue that is new").hasSize(1);
  }

  @Test
  void whatComesBehindABarrierOfTheSameReceiveIsVoid() {
    begin(
            batch(1, stocked("told", 10)),
            new JournalEntry.Barrier(2),
            batch(1, stocked("late", 10)),
            batch(2, stocked("new", 10)))
        .attempt();
    assertThat(tables.stock).containsOnlyKeys("told", "new");
    assertThat(count("skuline.ledger.voided")).isEqualTo(1);
  }

  @Test
  void whatComesBehindABarrierOfAnEarlierReceiveIsVoid() {
    begin(new JournalEntry.Barrier(2)).attempt();
    begin(batch(1, stocked("late", 10)), batch(2, stocked("new", 10))).attempt();
    assertThat(tables.stock).containsOnlyKeys("new");
  }

  @Test
  void aBarrierOfSomePartitionsMakesNothingVoidThatHasNotTouchedThem() {
    begin(new JournalEntry.Barrier(2, new TreeSet<>(Set.of(3)))).attempt();
    begin(
            of(Map.of(2, 1L), "other"),
            of(Map.of(2, 1L, 3, 1L), "late"),
            of(Map.of(2, 1L, 3, 2L), "new"))
        .attempt();
    assertThat(tables.stock).containsOnlyKeys("other", "new");
    assertThat(count("skuline.ledger.voided")).isEqualTo(1);
    begin(new JournalEntry.Barrier(4), of(Map.of(2, 1L), "later")).attempt();
    assertThat(tables.stock).containsOnlyKeys("other", "new");
  }

  private static JournalEntry.Batch of(Map<Integer, Long> epochs, String sku) {
    return new JournalEntry.Batch(PartitionEpochs.of(4, epochs), List.of(stocked(sku, 10)), false);
  }

  @Test
  void aBarrierThatCannotBeNotedIsNotPassedAndNothingBehindItIsStored() {
    ReceiveLoop.BatchTask work = begin(new JournalEntry.Barrier(2), batch(1, stocked("late", 10)));
    barriers.away = true;
    assertThatExceptionOfType(DataAccessException.class).isThrownBy(work::attempt);
    assertThat(tables.stock).isEmpty();
    barriers.away = false;
    work.attempt();
    assertThat(tables.stock).isEmpty();
    assertThat(barriers.epochs).containsEntry(GROUP, 2L);
  }

  @Test
  void nothingIsStoredWhileItCannotBeToldWhetherItIsVoid() {
    ReceiveLoop.BatchTask work = begin(batch(1, stocked("a", 10)));
    barriers.away = true;
    assertThatExceptionOfType(DataAccessException.class).isThrownBy(work::attempt);
    assertThat(tables.stock).isEmpty();
  }

  @Test
  void receivesThatAreDoneTwiceAreStoredOnce() {
    JournalEntry[] entries = {batch(1, stocked("a", 10)), new JournalEntry.Barrier(2)};
    begin(entries).attempt();
    begin(entries).attempt();
    assertThat(tables.stock.get("a")).isEqualTo(new StockTable.Sum("a", 10, 1, 1, null));
    assertThat(barriers.epochs).containsEntry(GROUP, 2L);
  }

  @Test
  void aProbeIsNotPassedBeforeEverythingBeforeItIsStored() {
    ReceiveLoop.BatchTask work =
        begin(
            batch(1, stocked("a", 10)),
            new JournalEntry.Probe("p"),
            batch(1, stocked("behind", 10)));
    tables.fail(FakeLedgerTables.Step.COMMIT, away(), 1);
    assertThatExceptionOfType(DataAccessException.class).isThrownBy(work::attempt);
    assertThat(probes.queues).isEmpty();
    work.attempt();
    assertThat(probes.queues).isEqualTo(Map.of("p", Set.of(GROUP)));
    assertThat(tables.stock).as("it makes nothing void").containsOnlyKeys("a", "behind");
  }

  @Test
  void aShardThatIsNotReadyStoresNothing() {
    shardReady = false;
    ReceiveLoop.BatchTask work = begin(batch(1, stocked("a", 10)), new JournalEntry.Barrier(2));
    assertThatIllegalStateException().isThrownBy(work::attempt);
    assertThat(tables.steps).isEmpty();
    assertThat(barriers.epochs).isEmpty();
  }

  @Test
  void whatCannotBeReadIsSetAsideOnceHoweverOftenItsReceiveIsTried() {
    ReceiveLoop.BatchTask work =
        reader.begin(List.of(new FakeMessage("no entry\n"), message(batch(1, stocked("a", 10)))));
    tables.fail(FakeLedgerTables.Step.INSERT, away(), 3);
    for (int attempt = 0; attempt < 3; attempt++) {
      assertThatExceptionOfType(DataAccessException.class).isThrownBy(work::attempt);
      work.failed();
    }
    assertThat(broker.in(LETTERS)).isEmpty();
    work.attempt();
    work.acknowledged(0);
    assertThat(broker.in(LETTERS))
        .extracting(FakeRocketMqClient.Stored::body)
        .containsExactly("no entry\n");
    assertThat(count("skuline.ledger.unreadable")).isEqualTo(1);
    assertThat(count("skuline.ledger.retries")).isEqualTo(3);
  }

  @Test
  void whatCannotBeSetAsideIsNotDone() {
    broker.refuse(LETTERS);
    ReceiveLoop.BatchTask work = reader.begin(List.of(new FakeMessage("no entry\n")));
    assertThatExceptionOfType(BrokerUnavailableException.class).isThrownBy(work::attempt);
    assertThat(count("skuline.ledger.unreadable")).isZero();
    work.dropped();
  }
}
