package io.skuline.ledger;

import static io.skuline.ledger.Answered.AT;
import static io.skuline.ledger.Answered.confirmed;
import static io.skuline.ledger.Answered.move;
import static io.skuline.ledger.Answered.returned;
import static io.skuline.ledger.Answered.stocked;
import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.deduction.SettableClock;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.StockResult;
import io.skuline.journal.JournalEntry;
import io.skuline.store.EpochTable;
import io.skuline.store.JournalProbeTable;
import io.skuline.store.JournalProbes;
import io.skuline.store.shard.Shards;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The ledger stores batches that come twice, that come in another order, or that contradict what is
 * stored.
 */
class LedgerIT extends LedgerFixture {

  @Test
  void storingABatchAgainChangesNothing() {
    JournalEntry.Batch batch = batch(stocked("a", 10), confirmed("o1", move("a", 3, 7, 2)));
    assertThat(ledger.store(List.of(batch))).isEqualTo(new Ledger.Stored(2, 0, 0));
    assertThat(ledger.store(List.of(batch))).isEqualTo(new Ledger.Stored(0, 2, 0));
    assertThat(ledger.store(List.of(batch, batch))).isEqualTo(new Ledger.Stored(0, 2, 0));
    assertThat(stock("a")).isEqualTo(Map.of("available", 7L, "last_sequence", 2L, "movements", 2L));
  }

  @Test
  void aProbeThatComesTwiceCountsOnceUntilItIsForgotten() {
    SettableClock clock = new SettableClock(AT);
    JournalProbes probes = new JournalProbeTable(jdbc, clock);
    for (String group : List.of("journal-0", "journal-1", "journal-0")) {
      probes.passed("abandoned", group);
      clock.set(AT.plus(Duration.ofHours(25)));
      probes.passed("p", group);
    }
    assertThat(probes.queuesPassed("p")).hasSize(2);
    probes.forget("p");
    assertThat(probes.queuesPassed("p")).isEmpty();
    assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM journal_probe", Integer.class))
        .as("the old part of what nobody came back for is gone, too")
        .isEqualTo(1);
  }

  @Test
  void aBatchThatIsPartlyThereStoresTheRest() {
    ledger.store(List.of(batch(stocked("a", 10), confirmed("o1", move("a", 3, 7, 2)))));
    JournalEntry.Batch overlapping =
        batch(confirmed("o1", move("a", 3, 7, 2)), confirmed("o2", move("a", 2, 5, 3)));
    assertThat(ledger.store(List.of(overlapping))).isEqualTo(new Ledger.Stored(1, 1, 0));
    assertThat(stock("a")).isEqualTo(Map.of("available", 5L, "last_sequence", 3L, "movements", 3L));
  }

  @Test
  void batchesMayComeInAnyOrder() {
    ledger.store(List.of(batch(confirmed("o1", move("a", 3, 7, 2)))));
    assertThat(stock("a"))
        .isEqualTo(Map.of("available", -3L, "last_sequence", 2L, "movements", 1L));
    ledger.store(List.of(batch(stocked("a", 10))));
    assertThat(stock("a")).isEqualTo(Map.of("available", 7L, "last_sequence", 2L, "movements", 2L));
  }

  @Test
  void anotherMovementInTheSamePlaceIsReportedAndTheOthersAreStored() {
    ledger.store(List.of(batch(stocked("a", 10), confirmed("o1", move("a", 3, 7, 2)))));
    JournalEntry.Batch contradiction =
        batch(confirmed("o2", move("a", 1, 9, 2)), confirmed("o3", move("a", 1, 6, 3)));
    assertThat(ledger.store(List.of(contradiction))).isEqualTo(new Ledger.Stored(1, 0, 1));
    assertThat(stock("a")).isEqualTo(Map.of("available", 6L, "last_sequence", 3L, "movements", 3L));
    assertThat(jdbc.queryForObject("SELECT order_id FROM ledger_anomaly", String.class))
        .isEqualTo("o2");
  }

  @Test
  void aSecondAnswerIsAnAnomalyWithAllItsLines() {
    ledger.store(
        List.of(batch(stocked("a", 10), stocked("b", 10), confirmed("o1", move("a", 3, 7, 2)))));
    StockResult first = confirmed("o1", move("a", 3, 7, 2));
    JournalEntry.Batch second =
        batch(
            new DeductionConfirmed(
                "o1", AT.plusMillis(1), List.of(move("b", 2, 8, 2), move("a", 4, 3, 3))));
    assertThat(ledger.store(List.of(second))).isEqualTo(new Ledger.Stored(0, 0, 2));
    assertThat(ledger.store(List.of(second))).isEqualTo(new Ledger.Stored(0, 2, 0));
    assertThat(stock("a")).isEqualTo(Map.of("available", 3L, "last_sequence", 3L, "movements", 3L));
    assertThat(stock("b")).isEqualTo(Map.of("available", 8L, "last_sequence", 2L, "movements", 2L));
    assertThat(
            jdbc.queryForList(
                "SELECT CONCAT(sku_id, operation_id) FROM movement WHERE kind = 'A' ORDER BY 1",
                String.class))
        .containsExactly("aD#3", "bD#2");
    assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM ledger_anomaly", Long.class)).isOne();
    assertThat(alarms).isEmpty();
    assertThat(
            new StoredAnswers(Shards.single(database), new EpochTable(jdbc))
                .answersAbout(List.of("o1")))
        .containsExactly(first);
  }

  @Test
  void anAmountThatDoesNotAddUpIsStoredReportedAndAlarmed() {
    ledger.store(List.of(batch(stocked("a", 10), confirmed("o1", move("a", 3, 1007, 2)))));
    assertThat(stock("a").get("available")).isEqualTo(7L);
    assertThat(jdbc.queryForObject("SELECT detail FROM ledger_anomaly", String.class))
        .contains("said=1007, folded=7");
    assertThat(alarms).containsExactly(1L);
  }

  @Test
  void anAmountIsNotJudgedBeforeEverythingBeforeItIsThere() {
    ledger.store(List.of(batch(stocked("a", 10), confirmed("o2", move("a", 1, 6, 3)))));
    ledger.store(List.of(batch(confirmed("o1", move("a", 3, 7, 2)))));
    assertThat(alarms).isEmpty();
  }

  @Test
  void aPlaceThatIsTakenIsAlarmed() {
    ledger.store(List.of(batch(stocked("a", 10), confirmed("o1", move("a", 3, 7, 2)))));
    ledger.store(List.of(batch(confirmed("o2", move("a", 1, 9, 2)))));
    assertThat(alarms).containsExactly(1L);
  }

  @Test
  void aMovementBelowZeroIsAnAnomaly() {
    assertThat(ledger.store(List.of(batch(stocked("a", 1), confirmed("o1", move("a", 2, -1, 2))))))
        .isEqualTo(new Ledger.Stored(1, 0, 1));
    assertThat(stock("a").get("available")).isEqualTo(-1L);
    assertThat(alarms).containsExactly(1L);
  }

  @Test
  void aReturnOfMoreThanWasDeductedIsAnAnomaly() {
    ledger.store(List.of(batch(stocked("a", 10), confirmed("o1", move("a", 3, 7, 2)))));
    JournalEntry.Batch tooMuch =
        batch(returned("r1", "o1", move("a", 4, 11, 3)), confirmed("o2", move("a", 1, 10, 4)));
    assertThat(ledger.store(List.of(tooMuch))).isEqualTo(new Ledger.Stored(1, 0, 1));
    assertThat(stock("a").get("available")).isEqualTo(10L);
    assertThat(jdbc.queryForObject("SELECT detail FROM ledger_anomaly", String.class))
        .contains("more came back than was deducted")
        .contains("units=1");
    assertThat(alarms).isEmpty();
  }

  @Test
  void ofReturnsInOneTransactionTheLatestIsTheAnomaly() {
    ledger.store(List.of(batch(stocked("a", 10), confirmed("o1", move("a", 3, 7, 2)))));
    JournalEntry.Batch both =
        batch(returned("r2", "o1", move("a", 2, 11, 4)), returned("r1", "o1", move("a", 2, 9, 3)));
    assertThat(ledger.store(List.of(both))).isEqualTo(new Ledger.Stored(1, 0, 1));
    assertThat(stock("a"))
        .isEqualTo(Map.of("available", 11L, "last_sequence", 4L, "movements", 4L));
    assertThat(
            jdbc.queryForList("SELECT operation_id FROM movement WHERE kind = 'R'", String.class))
        .containsExactly("r1");
  }

  @Test
  void aReturnMayComeBeforeItsDeduction() {
    ledger.store(List.of(batch(stocked("a", 10), returned("r1", "o1", move("a", 2, 9, 3)))));
    assertThat(ledger.store(List.of(batch(confirmed("o1", move("a", 3, 7, 2))))))
        .isEqualTo(new Ledger.Stored(1, 0, 0));
    assertThat(stock("a")).isEqualTo(Map.of("available", 9L, "last_sequence", 3L, "movements", 3L));
  }

  @Test
  void answersComeBackVerbatim() {
    List<StockResult> results =
        List.of(
            stocked("b", 10),
            stocked("a", 10),
            confirmed("o1", move("b", 3, 7, 2), move("a", 1, 9, 2)),
            new ReturnAccepted("r1", "o1", AT, List.of(move("b", 1, 8, 3))),
            new ReturnAccepted(
                ReturnAccepted.CANCELLATION,
                "o1",
                AT,
                List.of(move("b", 2, 10, 4), move("a", 1, 10, 3))),
            new ReturnAccepted(ReturnAccepted.CANCELLATION, "o3", AT, List.of()),
            ReturnAccepted.ofNothing("o4", AT, ReturnAccepted.Reason.UNKNOWN_ORDER),
            new DeductionRejected("o2", AT, DeductionRejected.Reason.CANCELLED, List.of()));
    ledger.store(List.of(new JournalEntry.Batch(1, results)));
    List<StockResult> recalled =
        new StoredAnswers(Shards.single(database), new EpochTable(jdbc))
            .answersAbout(List.of("o1", "o2", "o3", "o4", "load-a", "load-b", "unknown"));
    assertThat(recalled).containsExactlyInAnyOrderElementsOf(results);
  }
}
