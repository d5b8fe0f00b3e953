package io.skuline.ledger;

import static io.skuline.ledger.Answered.batch;
import static io.skuline.ledger.Answered.confirmed;
import static io.skuline.ledger.Answered.move;
import static io.skuline.ledger.Answered.rejected;
import static io.skuline.ledger.Answered.returned;
import static io.skuline.ledger.Answered.stocked;
import static io.skuline.store.shard.ShardIds.idIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.deduction.DriftAlarm;
import io.skuline.journal.JournalEntry;
import io.skuline.store.Movement;
import io.skuline.store.PartitionEpochs;
import io.skuline.store.UnmovedAnswer;
import io.skuline.store.shard.SlotMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;

/** The ledger over tables in memory, of which each step fails or is done twice. */
class LedgerTest extends FakeLedgerFixture {

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

  /** The findings of an attempt that was rolled back do not count. */
  @Test
  void whoIsLockedOutByAnotherThatStoresTheSameRaisesNoAlarm() {
    var batch = batch(1, stocked("a", 10), confirmed("o", move("a", 3, 1007, 2)));
    Ledger other = new Ledger(SlotMap.single(), 0, tables, (sku, epoch, what) -> {});
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

  /**
   * The event was decided while the database could not be asked: it may have another answer, in any
   * shard.
   */
  @Test
  void whatWasNotCheckedIsNotedWhereItHasRows() {
    SlotMap slots = SlotMap.of(List.of("0-511", "512-1023"));
    String here = idIn(slots, 1, "s-");
    String elsewhere = idIn(slots, 0, "s-");
    Ledger second = new Ledger(slots, 1, tables, DriftAlarm.NONE);
    second.store(
        List.of(
            batch(1, stocked(here, 10)),
            new JournalEntry.Batch(
                PartitionEpochs.single(1),
                List.of(
                    confirmed("o", move(here, 1, 9, 2), move(elsewhere, 1, 9, 2)),
                    confirmed("p", move(elsewhere, 1, 9, 2)),
                    rejected(here),
                    rejected(elsewhere)),
                true)));
    assertThat(tables.unchecked).containsOnlyKeys("o", here);
  }

  @Test
  void theSameAnswerOfALaterEpochIsARepeat() {
    ledger.store(List.of(batch(1, stocked("a", 10))));
    assertThat(ledger.store(List.of(batch(2, stocked("a", 10)))))
        .isEqualTo(new Ledger.Stored(0, 1, 0));
    assertThat(tables.anomalies).isEmpty();
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
    String here = idIn(slots, 1, "s-");
    String elsewhere = idIn(slots, 0, "s-");
    Ledger second = new Ledger(slots, 1, tables, (sku, epoch, what) -> alarms.add(what));
    var cart = confirmed("cart", move(here, 1, 9, 2), move(elsewhere, 1, 9, 2));
    second.store(List.of(batch(1, cart, stocked(here, 10), rejected(here), rejected(elsewhere))));
    assertThat(tables.movements()).extracting(Movement::sku).containsOnly(here).hasSize(2);
    assertThat(tables.unmoved).extracting(UnmovedAnswer::orderId).containsExactly(here);
    assertThat(second.rows(cart)).isEqualTo(1);
    assertThat(second.rows(rejected(here))).isEqualTo(1);
    assertThat(second.rows(rejected(elsewhere))).isZero();
  }
}
