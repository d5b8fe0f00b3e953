package io.skuline.ledger;

import static io.skuline.ledger.Answered.AT;
import static io.skuline.ledger.Answered.batch;
import static io.skuline.ledger.Answered.confirmed;
import static io.skuline.ledger.Answered.move;
import static io.skuline.ledger.Answered.returned;
import static io.skuline.ledger.Answered.stocked;
import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.store.Movement;
import io.skuline.store.MovementKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * An answer that contradicts the stored rows is stored as an anomaly and reported once. It raises
 * the alarm only where stock is in doubt.
 */
class LedgerAnomaliesTest extends FakeLedgerFixture {

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

  /** The answer was published, so it is stored; otherwise the SKU would lack a number for ever. */
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

  /**
   * A deduction that was published below zero is an anomaly; the units that it took may come back
   * all the same.
   */
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
}
