package io.skuline.deduction.database;

import static io.skuline.deduction.database.StoredRows.BEFORE;
import static io.skuline.deduction.database.StoredRows.CONFIRMED;
import static io.skuline.deduction.database.StoredRows.NOW;
import static io.skuline.deduction.database.StoredRows.ORDER;
import static io.skuline.deduction.database.StoredRows.level;
import static io.skuline.deduction.database.StoredRows.part;
import static io.skuline.deduction.database.StoredRows.partBack;
import static io.skuline.deduction.database.StoredRows.row;
import static io.skuline.deduction.database.StoredRows.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.Shortage;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.event.StockReturned;
import io.skuline.store.Movement;
import io.skuline.store.MovementKind;
import io.skuline.store.StockDriftException;
import io.skuline.store.StockRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;

/** The treatment of an event of which only some shards have stored their part. */
class PartialCommitTest {

  @Example
  void anOrderThatIsStoredInPartKeepsItsPartItsTimeAndGetsTheRest() {
    KnownAnswers answers = new KnownAnswers();
    answers.addPart(ORDER.operation(), List.of(part("a", -2, 3, 2)));
    Map<String, StockRow> rows = rows(row("a", level(3, 2)), row("b", level(5, 1)));
    BatchDecider decider = new BatchDecider(answers, rows, Map.of(), NOW);
    assertThat(decider.decide(ORDER))
        .isEqualTo(
            new DeductionConfirmed(
                "o", BEFORE, List.of(new StockMove("a", 2, 3, 2), new StockMove("b", 3, 2, 2))));
    assertThat(rows.get("a").moved()).as("not deducted again").isFalse();
    assertThat(decider.releases()).isEmpty();
  }

  @Example
  void anOrderThatCannotHaveTheRestIsRejectedAndGivesBackWhatItHas() {
    KnownAnswers answers = new KnownAnswers();
    answers.addPart(ORDER.operation(), List.of(part("a", -2, 3, 2)));
    Map<String, StockRow> rows = rows(row("a", level(3, 2)), row("b", level(1, 7)));
    BatchDecider decider = new BatchDecider(answers, rows, Map.of(), NOW);
    StockResult rejected = decider.decide(ORDER);
    assertThat(rejected)
        .isEqualTo(
            new DeductionRejected(
                "o", NOW, DeductionRejected.Reason.OUT_OF_STOCK, List.of(new Shortage("b", 3, 1))));
    assertThat(decider.releases())
        .containsExactly(
            new Movement("o", MovementKind.RELEASE, "", "a", 2, 5, 3, 0, 1, NOW.toEpochMilli(), 0));
    assertThat(rows.get("a").available()).isEqualTo(5);
    assertThat(rows.get("b").moved()).isFalse();
  }

  /**
   * The rejection was stored and giving back failed: the units are given back when the order comes
   * again.
   */
  @Example
  void aRejectedOrderThatStillHasSomethingGivesItBackWithoutANewAnswer() {
    KnownAnswers answers = new KnownAnswers();
    StockResult rejected =
        new DeductionRejected("o", BEFORE, DeductionRejected.Reason.OUT_OF_STOCK, List.of());
    answers.add(rejected);
    answers.addPart(ORDER.operation(), List.of(part("a", -2, 3, 2)));
    BatchDecider decider = new BatchDecider(answers, rows(row("a", level(3, 2))), Map.of(), NOW);
    assertThat(decider.decide(ORDER)).isEqualTo(rejected);
    assertThat(decider.fresh()).isEmpty();
    assertThat(decider.releases()).hasSize(1);
    assertThat(answers.parts()).containsExactly(ORDER.operation());
  }

  @Example
  void aCancellationThatIsStoredInPartGivesBackOnlyTheRest() {
    KnownAnswers answers = new KnownAnswers();
    answers.add(CONFIRMED);
    OrderCancelled cancellation = new OrderCancelled(ORDER.ref());
    Movement part = partBack(MovementKind.CANCELLATION, "", 2, 5);
    answers.addPart(cancellation.operation(), List.of(part));
    Map<String, StockRow> rows = rows(row("a", level(5, 3)), row("b", level(2, 2)));
    assertThat(new BatchDecider(answers, rows, Map.of(), NOW).decide(cancellation))
        .isEqualTo(
            new ReturnAccepted(
                ReturnAccepted.CANCELLATION,
                "o",
                BEFORE.plusSeconds(1),
                List.of(new StockMove("a", 2, 5, 3), new StockMove("b", 3, 5, 3))));
    assertThat(rows.get("a").moved()).isFalse();
  }

  @Example
  void aPartThatMovedSomethingElseIsNotCompleted() {
    KnownAnswers answers = new KnownAnswers();
    answers.addPart(ORDER.operation(), List.of(part("a", -1, 4, 2)));
    Map<String, StockRow> rows = rows(row("a", level(4, 2)), row("b", level(5, 1)));
    assertThatExceptionOfType(StockDriftException.class)
        .isThrownBy(() -> new BatchDecider(answers, rows, Map.of(), NOW).decide(ORDER));
  }

  /** Part of one body and part of another would be an answer to no event. */
  @Example
  void whatComesWithOtherLinesThanItsPartIsNotMixedWithIt() {
    Map<String, List<OrderLine>> others = new LinkedHashMap<>();
    others.put("another SKU instead", lines("c", 3));
    others.put("one line less", lines("a", 2));
    others.put("one line more", lines("a", 2, "b", 3, "c", 1));
    others.put("another amount", lines("a", 1, "b", 3));
    others.put("another order of lines", lines("b", 3, "a", 2));
    others.forEach(
        (what, lines) -> {
          KnownAnswers answers = new KnownAnswers();
          answers.addPart(ORDER.operation(), List.of(part("a", -2, 3, 2)));
          Map<String, StockRow> rows =
              rows(row("a", level(3, 2)), row("b", level(5, 1)), row("c", level(5, 1)));
          BatchDecider decider = new BatchDecider(answers, rows, Map.of(), NOW);
          assertThatExceptionOfType(StockDriftException.class)
              .as(what)
              .isThrownBy(() -> decider.decide(new OrderCreated("o", BEFORE, lines)))
              .withMessageContaining("its id was used twice");
          assertThat(decider.fresh()).isEmpty();
          assertThat(decider.releases()).isEmpty();
          assertThat(rows.values()).noneMatch(StockRow::moved);
        });
  }

  @Example
  void norIsAReturnMixedWithThePartOfAnother() {
    KnownAnswers answers = new KnownAnswers();
    answers.add(CONFIRMED);
    StockReturned other = new StockReturned("r", ORDER.ref(), lines("b", 9));
    Movement part = partBack(MovementKind.RETURN, "r", 1, 4);
    answers.addPart(other.operation(), List.of(part));
    Map<String, StockRow> rows = rows(row("a", level(4, 3)), row("b", level(2, 2)));
    assertThatExceptionOfType(StockDriftException.class)
        .as("rejected, it would have given back all the same")
        .isThrownBy(() -> new BatchDecider(answers, rows, Map.of(), NOW).decide(other));
  }

  /** The rejection is stored, and one of three shards has given back. */
  @Example
  void whatIsNotGivenBackYetIsStillToBeGivenBack() {
    KnownAnswers answers = new KnownAnswers();
    answers.add(new DeductionRejected("o", NOW, DeductionRejected.Reason.OUT_OF_STOCK, List.of()));
    Movement second =
        new Movement(
            "o", MovementKind.DEDUCTION, "", "b", -3, 2, 2, 1, 3, BEFORE.toEpochMilli(), 0);
    Movement released =
        new Movement("o", MovementKind.RELEASE, "", "a", 2, 5, 3, 0, 2, NOW.toEpochMilli(), 0);
    AnswerLoader.addMoved(List.of(part("a", -2, 3, 2), second, released), answers);
    BatchDecider decider = new BatchDecider(answers, rows(row("b", level(2, 2))), Map.of(), NOW);
    assertThat(decider.decide(ORDER)).isInstanceOf(DeductionRejected.class);
    assertThat(decider.releases()).extracting(Movement::sku).containsExactly("b");
  }

  private static List<OrderLine> lines(Object... skusAndUnits) {
    List<OrderLine> lines = new ArrayList<>();
    for (int i = 0; i < skusAndUnits.length; i += 2) {
      lines.add(new OrderLine((String) skusAndUnits[i], (Integer) skusAndUnits[i + 1]));
    }
    return lines;
  }
}
