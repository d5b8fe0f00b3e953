package io.skuline.ledger;

import static io.skuline.ledger.Answered.AT;
import static io.skuline.ledger.Answered.batch;
import static io.skuline.ledger.Answered.confirmed;
import static io.skuline.ledger.Answered.move;
import static io.skuline.ledger.Answered.rejected;
import static io.skuline.ledger.Answered.returned;
import static io.skuline.ledger.Answered.stocked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.deduction.DriftAlarm;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.StockMove;
import io.skuline.journal.JournalEntry;
import io.skuline.store.Movement;
import io.skuline.store.MovementKind;
import io.skuline.store.StockTable;
import io.skuline.store.UnmovedAnswer;
import io.skuline.store.shard.SlotMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;

/** The ledger over tables in memory, each step of which fails or is done twice. */
class LedgerTest {

  private final FakeLedgerTables tables = new FakeLedgerTables();
  private final List<String> alarms = new ArrayList<>();
  private final Ledger ledger =
      new Ledger(SlotMap.single(), 0, tables, (epoch, what) -> alarms.add(epoch + " " + what));

  @Test
  void storingTwiceChangesNothing() {
    var batch = batch(1, stocked("a", 10), confirmed("o", move("a", 3, 7, 2)), rejected("p"));
    assertThat(ledger.store(List.of(batch))).isEqualTo(new Ledger.Stored(2, 0, 0));
    assertThat(ledger.store(List.of(batch))).isEqualTo(new Ledger.Stored(0, 2, 0));
    assertThat(ledger.store(List.of(batch, batch))).isEqualTo(new Ledger.Stored(0, 2, 0));
    assertStock("a", 7, 2, 2);
    assertThat(tables.unmoved).hasSize(1);
    assertThat(alarms).isEmpty();
  }

  @Test
  void onlyWhatIsNewIsFoldedIntoStock() {
    ledger.store(List.of(batch(1, stocked("a", 10), confirmed("o", move("a", 3, 7, 2)))));
    var overlapping =
        batch(1, confirmed("o", move("a", 3, 7, 2)), confirmed("p", move("a", 2, 5, 3)));
    assertThat(ledger.store(List.of(overlapping))).isEqualTo(new Ledger.Stored(1, 1, 0));
    assertStock("a", 5, 3, 3);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DEMOTE")
  void ifAnyStepFailsNothingIsStoredNobodyIsAlarmedAndTryingAgainIsSafe(
      FakeLedgerTables.Step step) {
    ledger.store(List.of(batch(1, stocked("a", 10), confirmed("o", move("a", 3, 7, 2)))));
    var batch =
        batch(
            2,
            rejected("q"),
            confirmed("o", move("a", 3, 7, 2)),
            returned("r", "o", move("a", 1, 8, 3)),
            confirmed("wrong", move("a", 1, 1007, 4)),
            confirmed("taken", move("a", 1, 9, 2)),
            returned("more", "o", move("a", 9, 1016, 5)));
    tables.fail(step, new DataAccessResourceFailureException("away"), 1);
    assertThatExceptionOfType(DataAccessResourceFailureException.class)
        .isThrownBy(() -> ledger.store(List.of(batch)));
    assertStock("a", 7, 2, 2);
    assertThat(tables.movements()).hasSize(2);
    assertThat(tables.unmoved).isEmpty();
    assertThat(tables.unplaced).isEmpty();
    assertThat(alarms).isEmpty();
    assertThat(ledger.store(List.of(batch))).isEqualTo(new Ledger.Stored(2, 1, 3));
    assertStock("a", 16, 5, 5);
    assertThat(alarms).hasSize(1);
  }

  @Test
  void whoIsLockedOutBeginsAgainAndIsAlarmedOnce() {
    tables.fail(FakeLedgerTables.Step.COMMIT, new CannotAcquireLockException("deadlock"), 9);
    ledger.store(List.of(batch(1, stocked("a", 10), confirmed("o", move("a", 3, 1007, 2)))));
    assertStock("a", 7, 2, 2);
    assertThat(alarms).hasSize(1);
    assertThat(tables.anomalies).hasSize(1);
  }

  /** What it saw in an attempt that was rolled back does not count. */
  @Test
  void whoIsLockedOutByAnotherThatStoresTheSameRaisesNoAlarm() {
    var batch = batch(1, stocked("a", 10), confirmed("o", move("a", 3, 1007, 2)));
    Ledger other = new Ledger(SlotMap.single(), 0, tables, (epoch, what) -> {});
    tables.fail(FakeLedgerTables.Step.COMMIT, new CannotAcquireLockException("deadlock"), 1);
    tables.afterRollback = () -> other.store(List.of(batch));
    assertThat(ledger.store(List.of(batch))).isEqualTo(new Ledger.Stored(0, 2, 0));
    assertThat(alarms).isEmpty();
  }

  @Test
  void whateverOrderAnswersComeInTheyAreWrittenInOne() {
    ledger.store(
        List.of(
            batch(1, rejected("z"), stocked("b", 1)), batch(1, rejected("a"), stocked("a", 1))));
    assertThat(tables.unmoved).extracting(UnmovedAnswer::orderId).containsExactly("a", "z");
  }

  @Test
  void afterTenTimesItIsGivenUpWithNothingStored() {
    tables.fail(FakeLedgerTables.Step.COMMIT, new CannotAcquireLockException("deadlock"), 10);
    assertThatExceptionOfType(CannotAcquireLockException.class)
        .isThrownBy(() -> ledger.store(List.of(batch(1, stocked("a", 10)))));
    assertThat(tables.movements()).isEmpty();
    assertThat(tables.steps).filteredOn(FakeLedgerTables.Step.COMMIT::equals).hasSize(10);
  }

  @Test
  void anAmountThatDoesNotAddUpIsStoredReportedAndRaisesTheAlarmOfItsEpoch() {
    ledger.store(List.of(batch(4, stocked("a", 10), confirmed("o", move("a", 3, 1007, 2)))));
    assertStock("a", 7, 2, 2);
    assertThat(alarms).singleElement().asString().startsWith("4 The ledger's sum differs");
    assertThat(tables.anomalies).singleElement().asString().startsWith("o a: does not add up");
  }

  @Test
  void aPlaceThatIsTakenRaisesTheAlarmAndTheOthersAreStored() {
    ledger.store(List.of(batch(1, stocked("a", 10), confirmed("o", move("a", 3, 7, 2)))));
    var contradiction =
        batch(5, confirmed("p", move("a", 1, 9, 2)), confirmed("q", move("a", 1, 6, 3)));
    assertThat(ledger.store(List.of(contradiction))).isEqualTo(new Ledger.Stored(1, 0, 1));
    assertStock("a", 6, 3, 3);
    assertThat(alarms).singleElement().asString().startsWith("5 The ledger cannot store");
    assertThat(tables.unplaced).extracting(Movement::operationId).containsExactly("D#2");
    assertThat(ledger.store(List.of(contradiction))).isEqualTo(new Ledger.Stored(0, 2, 0));
    assertThat(alarms).hasSize(1);
    assertThat(tables.anomalies).hasSize(1);
  }

  /** It was told, so it is in the books; else the SKU lacks a number for ever. */
  @Test
  void aSecondAnswerIsStoredAsAnAnomalyWithAllItsLinesAndReportedOnce() {
    ledger.store(
        List.of(batch(1, stocked("a", 10), stocked("b", 10), confirmed("o", move("a", 3, 7, 2)))));
    var second = batchAt(AT.plusMillis(1), 1, "o", move("b", 2, 8, 2), move("a", 4, 3, 3));
    assertThat(ledger.store(List.of(second))).isEqualTo(new Ledger.Stored(0, 0, 2));
    assertStock("a", 3, 3, 3);
    assertStock("b", 8, 2, 2);
    assertThat(tables.movements())
        .filteredOn(row -> row.kind() == MovementKind.ANOMALY)
        .extracting(Movement::operationId)
        .containsExactlyInAnyOrder("D#2", "D#3");
    assertThat(tables.anomalies).singleElement().asString().contains("contradicts");
    assertThat(alarms).isEmpty();
    assertThat(ledger.store(List.of(second))).isEqualTo(new Ledger.Stored(0, 2, 0));
    assertThat(tables.anomalies).hasSize(1);
    assertStock("a", 3, 3, 3);
    var next = batch(1, confirmed("p", move("a", 1, 2, 4)));
    assertThat(ledger.store(List.of(next))).isEqualTo(new Ledger.Stored(1, 0, 0));
    assertThat(alarms).isEmpty();
  }

  /** Decided while the database could not be asked: it may have another answer, in any shard. */
  @Test
  void whatWasNotCheckedIsNotedWhereItHasRows() {
    SlotMap slots = SlotMap.of(List.of("0-511", "512-1023"));
    String here = idIn(slots, 1);
    String elsewhere = idIn(slots, 0);
    Ledger second = new Ledger(slots, 1, tables, DriftAlarm.NONE);
    second.store(
        List.of(
            batch(1, stocked(here, 10)),
            new JournalEntry.Batch(
                1,
                List.of(
                    confirmed("o", move(here, 1, 9, 2), move(elsewhere, 1, 9, 2)),
                    confirmed("p", move(elsewhere, 1, 9, 2)),
                    rejected(here),
                    rejected(elsewhere)),
                true)));
    assertThat(tables.unchecked).containsOnlyKeys("o", here);
  }

  /** Told below zero, it is an anomaly; what it took may come back all the same. */
  @Test
  void whatAnAnomalyDeductedMayComeBack() {
    ledger.store(List.of(batch(1, stocked("a", 1), confirmed("o", move("a", 2, -1, 2)))));
    assertThat(ledger.store(List.of(batch(1, returned("r", "o", move("a", 2, 1, 3))))))
        .isEqualTo(new Ledger.Stored(1, 0, 0));
    assertThat(tables.anomalies).hasSize(1);
  }

  /** An alarm after the commit can be lost with its instance. */
  @Test
  void theEpochThatDoesNotAddUpIsClosedInTheSameTransaction() {
    ledger.store(List.of(batch(4, stocked("a", 10), confirmed("o", move("a", 3, 1007, 2)))));
    assertThat(tables.closed).containsExactly(4L);
    assertThat(tables.movements()).extracting(Movement::operationId).contains("D#2");
  }

  @Test
  void theSameMovementWithOtherFactsWaitsForANumberOfItsOwn() {
    ledger.store(List.of(batch(1, stocked("a", 10), confirmed("o", move("a", 3, 7, 2)))));
    assertThat(ledger.store(List.of(batch(1, confirmed("o", move("a", 4, 6, 2))))))
        .isEqualTo(new Ledger.Stored(0, 0, 1));
    assertThat(tables.anomalies).singleElement().asString().contains("contradicts");
    assertThat(tables.unplaced).hasSize(1);
    assertThat(alarms).hasSize(1);
  }

  @Test
  void whatWasDeductedToBelowZeroIsStoredAndRaisesTheAlarm() {
    var batch = batch(1, stocked("a", 1), confirmed("o", move("a", 2, -1, 2)));
    assertThat(ledger.store(List.of(batch))).isEqualTo(new Ledger.Stored(1, 0, 1));
    assertStock("a", -1, 2, 2);
    assertThat(alarms).hasSize(1);
  }

  @Test
  void theSameAnswerOfALaterEpochIsARepeat() {
    ledger.store(List.of(batch(1, stocked("a", 10))));
    assertThat(ledger.store(List.of(batch(2, stocked("a", 10)))))
        .isEqualTo(new Ledger.Stored(0, 1, 0));
    assertThat(tables.anomalies).isEmpty();
  }

  @Test
  void aReturnOfMoreThanWasDeductedIsAnAnomalyWithAllItsLines() {
    ledger.store(
        List.of(
            batch(
                1,
                stocked("a", 10),
                stocked("b", 10),
                confirmed("o", move("a", 3, 7, 2), move("b", 1, 9, 2)))));
    var tooMuch = batch(1, returned("r", "o", move("a", 4, 11, 3), move("b", 1, 10, 3)));
    assertThat(ledger.store(List.of(tooMuch))).isEqualTo(new Ledger.Stored(0, 0, 2));
    assertStock("a", 11, 3, 3);
    assertStock("b", 10, 3, 3);
    assertThat(tables.anomalies)
        .singleElement()
        .asString()
        .startsWith("o a: more came back than was deducted");
    assertThat(ledger.store(List.of(tooMuch))).isEqualTo(new Ledger.Stored(0, 2, 0));
    assertThat(tables.anomalies).hasSize(1);
  }

  @Test
  void ofSeveralReturnsTheLatestAreAnomaliesUntilTheRestIsWithinBounds() {
    ledger.store(List.of(batch(1, stocked("a", 10), confirmed("o", move("a", 3, 7, 2)))));
    var returns =
        batch(
            1,
            returned("r3", "o", move("a", 2, 13, 5)),
            returned("r1", "o", move("a", 2, 9, 3)),
            returned("r2", "o", move("a", 2, 11, 4)));
    assertThat(ledger.store(List.of(returns))).isEqualTo(new Ledger.Stored(1, 0, 2));
    assertThat(tables.movements())
        .extracting(Movement::operationId)
        .contains("r1", "R#4:r2", "R#5:r3");
    assertStock("a", 13, 5, 5);
  }

  @Test
  void deductionsAreLockedOnlyWhenSomethingComesBack() {
    ledger.store(List.of(batch(1, stocked("a", 10), confirmed("o", move("a", 3, 7, 2)))));
    assertThat(tables.steps).doesNotContain(FakeLedgerTables.Step.LOCK);
    ledger.store(List.of(batch(1, returned("r", "o", move("a", 1, 8, 3)))));
    assertThat(tables.steps).containsOnlyOnce(FakeLedgerTables.Step.LOCK);
  }

  @Test
  void answersThatMovedNothingTouchNoStock() {
    assertThat(ledger.store(List.of(batch(1, rejected("o")))))
        .isEqualTo(new Ledger.Stored(0, 0, 0));
    assertThat(tables.steps)
        .containsExactly(FakeLedgerTables.Step.UNMOVED, FakeLedgerTables.Step.COMMIT);
  }

  @Test
  void aShardStoresWhatIsItsOwn() {
    SlotMap slots = SlotMap.of(List.of("0-511", "512-1023"));
    String here = idIn(slots, 1);
    String elsewhere = idIn(slots, 0);
    Ledger second = new Ledger(slots, 1, tables, (epoch, what) -> alarms.add(what));
    var cart = confirmed("cart", move(here, 1, 9, 2), move(elsewhere, 1, 9, 2));
    second.store(List.of(batch(1, cart, stocked(here, 10), rejected(here), rejected(elsewhere))));
    assertThat(tables.movements()).extracting(Movement::sku).containsOnly(here).hasSize(2);
    assertThat(tables.unmoved).extracting(UnmovedAnswer::orderId).containsExactly(here);
    assertThat(second.rows(cart)).isEqualTo(1);
    assertThat(second.rows(rejected(here))).isEqualTo(1);
    assertThat(second.rows(rejected(elsewhere))).isZero();
  }

  private static JournalEntry.Batch batchAt(
      Instant at, long epoch, String order, StockMove... moves) {
    return batch(epoch, new DeductionConfirmed(order, at, List.of(moves)));
  }

  private void assertStock(String sku, long available, long latest, long movements) {
    assertThat(tables.stock.get(sku))
        .isEqualTo(new StockTable.Sum(sku, available, latest, movements));
  }

  private static String idIn(SlotMap slots, int shard) {
    int number = 0;
    while (slots.shardOf("s-" + number) != shard) {
      number++;
    }
    return "s-" + number;
  }
}
