package io.skuline.ledger;

import static io.skuline.ledger.Answered.AT;
import static io.skuline.ledger.Answered.batch;
import static io.skuline.ledger.Answered.confirmed;
import static io.skuline.ledger.Answered.move;
import static io.skuline.ledger.Answered.rejected;
import static io.skuline.ledger.Answered.stocked;
import static io.skuline.store.shard.ShardIds.idIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.skuline.deduction.DriftAlarm;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.journal.JournalEntry;
import io.skuline.store.Movement;
import io.skuline.store.PartitionEpochs;
import io.skuline.store.shard.SlotMap;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

/** Answers that were given while the database could not be asked, over two shards in memory. */
class SecondAnswersTest {

  private static final SlotMap LAYOUT = SlotMap.of(List.of("0-511", "512-1023"));
  private static final Instant LATER = AT.plusMillis(1);

  private final List<FakeLedgerTables> tables =
      List.of(new FakeLedgerTables(), new FakeLedgerTables());
  private final List<Ledger> ledgers =
      IntStream.range(0, 2)
          .mapToObj(shard -> new Ledger(LAYOUT, shard, tables.get(shard), DriftAlarm.NONE))
          .toList();
  private final AtomicInteger found = new AtomicInteger();
  private final SecondAnswers second = new SecondAnswers(List.copyOf(tables), found::addAndGet);

  /** Rejections are stored in {@code order}'s own shard, which is also the shard of this SKU. */
  private final String near = idIn(LAYOUT, 0, "near");

  private final String far = idIn(LAYOUT, 1, "far");
  private final String order = idIn(LAYOUT, 0, "order");

  @Test
  void anOrderThatWasRejectedHereAndConfirmedThereIsAnAnomaly() {
    store(batch(1, stocked(far, 10), rejected(order)));
    store(unchecked(confirmedLater(move(far, 3, 7, 2))));
    assertThat(tables.get(1).anomalies).isEmpty();
    second.check();
    assertThat(operations(1)).containsExactly("", "D#2");
    assertThat(tables.get(0).unmoved).hasSize(1);
    assertThat(tables.get(1).anomalies).singleElement().asString().contains("a second answer");
    assertThat(found).hasValue(1);
    assertNothingIsNotedAndNothingFoundAgain(1);
  }

  @Test
  void anOrderThatWasConfirmedThereAndRejectedHereIsAnAnomaly() {
    store(batch(1, stocked(far, 10), confirmed(order, move(far, 3, 7, 2))));
    store(unchecked(rejectedLater()));
    second.check();
    assertThat(operations(1)).containsExactly("", "");
    assertThat(tables.get(0).unmoved).isEmpty();
    assertThat(tables.get(0).anomalies).singleElement().asString().contains("a second answer");
    assertNothingIsNotedAndNothingFoundAgain(1);
  }

  /** Both answers are carts without a common SKU: no row contradicts another one. */
  @Test
  void anOrderThatWasConfirmedTwiceWithOtherSkusIsAnAnomaly() {
    String other = idIn(LAYOUT, 1, "other");
    store(
        batch(
            1,
            stocked(near, 10),
            stocked(far, 10),
            stocked(other, 10),
            confirmed(order, move(near, 3, 7, 2))));
    store(unchecked(confirmedLater(move(far, 1, 9, 2), move(other, 1, 9, 2))));
    second.check();
    assertThat(operations(0)).containsExactly("", "");
    assertThat(operations(1)).containsExactlyInAnyOrder("", "", "D#2", "D#2");
    assertThat(tables.get(1).anomalies).as("of one answer one line").hasSize(1);
    assertThat(found).hasValue(2);
    assertNothingIsNotedAndNothingFoundAgain(2);
  }

  /** The answer that was decided first counts, in whatever order the two are stored. */
  @Test
  void theAnswerThatWasDecidedFirstCountsThoughItIsStoredLast() {
    store(batch(1, stocked(far, 10)), unchecked(confirmedLater(move(far, 3, 7, 2))));
    second.check();
    assertThat(found).hasValue(0);
    store(unchecked(rejected(order)));
    second.check();
    assertThat(operations(1)).contains("D#2");
    assertThat(tables.get(0).unmoved).hasSize(1);
    assertNothingIsNotedAndNothingFoundAgain(1);
  }

  @Test
  void anAnswerThatIsTheOnlyOneIsNone() {
    store(
        batch(1, stocked(near, 10), stocked(far, 10)),
        unchecked(
            confirmed(order, move(near, 3, 7, 2), move(far, 3, 7, 2)),
            rejected(idIn(LAYOUT, 1, "p"))));
    assertNothingIsNotedAndNothingFoundAgain(0);
    assertThat(operations(0)).containsOnly("");
    assertThat(tables.get(1).unmoved).hasSize(1);
  }

  /** The work that a shard does not do now is done later, once. */
  @Test
  void whatAShardDoesNotDoWaits() {
    store(batch(1, stocked(far, 10), rejected(order)));
    store(unchecked(confirmedLater(move(far, 3, 7, 2))));
    for (FakeLedgerTables.Step step :
        List.of(
            FakeLedgerTables.Step.ABOUT,
            FakeLedgerTables.Step.DEMOTE,
            FakeLedgerTables.Step.COMMIT)) {
      tables.get(1).fail(step, new DataAccessResourceFailureException("away"), 1);
      assertThatExceptionOfType(DataAccessResourceFailureException.class).isThrownBy(second::check);
      assertThat(tables.get(1).unchecked).hasSize(1);
      assertThat(tables.get(1).anomalies).isEmpty();
      assertThat(found).hasValue(0);
    }
    second.check();
    assertNothingIsNotedAndNothingFoundAgain(1);
  }

  /**
   * A ledger that stores another answer meanwhile makes the record again, and the check may not
   * have seen that answer.
   */
  @Test
  void aNoteThatIsMadeAgainWhileItIsCheckedStays() {
    FakeLedgerTables shard = tables.get(1);
    store(batch(1, stocked(far, 10)), unchecked(confirmedLater(move(far, 3, 7, 2))));
    long again = shard.unchecked.get(order) + 1;
    shard.whileAsked = () -> shard.noteUnchecked(new TreeSet<>(List.of(order)), again);
    second.check();
    assertThat(shard.unchecked).containsExactly(Map.entry(order, again));
    shard.whileAsked = () -> {};
    assertNothingIsNotedAndNothingFoundAgain(0);
  }

  /**
   * Two instances can decide both answers at one moment. The rejection counts, since no unit was
   * sold for certain.
   */
  @Test
  void ofOneMomentTheRejectionCounts() {
    store(batch(1, stocked(far, 10), confirmed(order, move(far, 3, 7, 2))));
    store(unchecked(rejected(order)));
    second.check();
    assertThat(tables.get(0).unmoved).hasSize(1);
    assertThat(operations(1)).containsExactly("", "D#2");
    assertThat(tables.get(1).anomalies).singleElement().asString().startsWith(order + " " + far);
  }

  @Test
  void aRejectionThatIsRemovedIsReportedByItsOrder() {
    store(batch(1, stocked(far, 10), confirmed(order, move(far, 3, 7, 2))));
    store(unchecked(rejectedLater()));
    second.check();
    assertThat(tables.get(0).anomalies).singleElement().asString().startsWith(order + " :");
  }

  /**
   * The recorded events are checked a page at a time, and the next page follows at once while a
   * page is full.
   */
  @Test
  void thereIsMoreWhileAPageIsFull() {
    FakeLedgerTables shard = tables.get(1);
    for (int i = 0; i < 200; i++) {
      shard.unchecked.put("o" + i, 1L);
    }
    assertThat(second.check()).isTrue();
    assertThat(shard.unchecked).isEmpty();
    shard.unchecked.put("o", 1L);
    assertThat(second.check()).isFalse();
    assertThat(shard.unchecked).isEmpty();
  }

  /** A divided Redis has decided it twice, because it came again with another first SKU. */
  @Test
  void anOrderThatWasDeductedTwiceIsFoundThoughTheDatabaseWasAskedOfNothing() {
    String other = idIn(LAYOUT, 0, "other");
    store(batch(1, stocked(near, 10), stocked(other, 10)));
    store(divided(new DeductionConfirmed(order, AT, List.of(move(near, 1, 9, 2)))));
    second.check();
    assertNothingIsNotedAndNothingFoundAgain(0);
    store(divided(confirmedLater(move(other, 1, 9, 2))));
    second.check();
    assertThat(found).hasPositiveValue();
  }

  private static JournalEntry.Batch divided(StockResult result) {
    return new JournalEntry.Batch(
        PartitionEpochs.of(4, Map.of(0, 1L, 1, 1L, 2, 1L, 3, 1L)), List.of(result), false);
  }

  @Test
  void itGoesOnAndOnUntilItIsStopped() {
    store(batch(1, stocked(far, 10), rejected(order)));
    store(unchecked(confirmedLater(move(far, 3, 7, 2))));
    tables
        .get(1)
        .fail(FakeLedgerTables.Step.ABOUT, new DataAccessResourceFailureException("away"), 1);
    second.start();
    assertThat(second.isRunning()).isTrue();
    await().until(() -> found.get() == 1);
    second.stop();
    assertThat(second.isRunning()).isFalse();
  }

  private void assertNothingIsNotedAndNothingFoundAgain(int anomalies) {
    second.check();
    second.check();
    tables.forEach(each -> assertThat(each.unchecked).isEmpty());
    assertThat(tables.stream().mapToInt(each -> each.anomalies.size()).sum())
        .isEqualTo(Math.min(1, anomalies));
    assertThat(found).hasValue(anomalies);
  }

  private void store(JournalEntry.Batch... batches) {
    ledgers.forEach(ledger -> ledger.store(List.of(batches)));
  }

  private static JournalEntry.Batch unchecked(StockResult... results) {
    return new JournalEntry.Batch(PartitionEpochs.single(2), List.of(results), true);
  }

  private StockResult confirmedLater(StockMove... lines) {
    return new DeductionConfirmed(order, LATER, List.of(lines));
  }

  private StockResult rejectedLater() {
    return new DeductionRejected(order, LATER, DeductionRejected.Reason.OUT_OF_STOCK, List.of());
  }

  private List<String> operations(int shard) {
    return tables.get(shard).movements().stream().map(Movement::operationId).toList();
  }
}
