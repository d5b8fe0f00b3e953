package io.skuline.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.store.Epoch;
import io.skuline.store.EpochState;
import io.skuline.store.Movement;
import io.skuline.store.UnmovedAnswer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The answers that are composed from the rows of an event, with rows missing or too many. */
class StoredEventTest {

  private static final Instant AT = Answered.AT;

  private final StoredEvent event = new StoredEvent();

  private static DeductionConfirmed cart(Instant at, int units) {
    return new DeductionConfirmed(
        "o", at, List.of(new StockMove("b", units, 7, 2), new StockMove("a", units, 9, 2)));
  }

  @Test
  void rowsInAnyOrderAreTheAnswerAsItWasPublished() {
    List<StockResult> answers =
        List.of(
            cart(AT, 2),
            new ReturnAccepted("r", "o", AT, List.of(new StockMove("a", 1, 10, 3))),
            new ReturnAccepted(
                ReturnAccepted.CANCELLATION, "o", AT, List.of(new StockMove("a", 1, 11, 4))),
            new AdjustmentAccepted(
                "x", AT, AdjustmentKind.CORRECTION, new StockMove("a", -1, 10, 5)));
    for (StockResult answer : answers) {
      StoredEvent stored = new StoredEvent();
      List<Movement> rows = Movement.of(answer, 1);
      for (int i = rows.size() - 1; i >= 0; i--) {
        stored.add(rows.get(i).asAnomaly().asPublished());
      }
      assertThat(stored.firstAnswer()).contains(answer);
    }
  }

  @Test
  void theFirstAnswerCounts() {
    Movement.of(cart(AT.plusMillis(1), 3), 1).forEach(event::add);
    Movement.of(cart(AT, 2), 1).forEach(event::add);
    assertThat(event.firstAnswer()).contains(cart(AT, 2));
    DeductionRejected before =
        new DeductionRejected(
            "o", AT.minusMillis(1), DeductionRejected.Reason.OUT_OF_STOCK, List.of());
    event.add(before);
    assertThat(event.firstAnswer()).contains(before);
  }

  @Test
  void anAnswerThatLacksLinesIsNone() {
    Movement line = Movement.of(cart(AT, 2), 4).get(1);
    event.add(line);
    assertThat(event.firstAnswer()).isEmpty();
    assertThat(event.progress()).isEqualTo("The ledger has stored 1 of 2 lines of o");
    assertThat(event.id()).isEqualTo("o");
    assertThat(event.isOfEarlierEpoch(EpochState.of(new Epoch(4, true, AT), 1))).isFalse();
    assertThat(event.isOfEarlierEpoch(EpochState.of(new Epoch(5, false, AT), 1))).isFalse();
    assertThat(event.isOfEarlierEpoch(EpochState.of(new Epoch(5, true, AT), 1))).isTrue();
    assertThat(event.incompleteAnswer())
        .isEqualTo(new DeductionConfirmed("o", AT, List.of(new StockMove("a", 2, 9, 2))));
  }

  @Test
  void theLineOfAnotherAnswerDoesNotCompleteIt() {
    event.add(Movement.of(cart(AT, 2), 1).get(0));
    event.add(Movement.of(cart(AT.plusMillis(1), 2), 1).get(1));
    assertThat(event.firstAnswer()).isEmpty();
  }

  @Test
  void whatIsTheSameEvent() {
    Movement initial = Movement.of(Answered.stocked("a", 1), 1).get(0);
    StockResult correction =
        new AdjustmentAccepted(
            initial.orderId(), AT, AdjustmentKind.CORRECTION, new StockMove("a", 1, 1, 1));
    assertThat(initial.operation())
        .as("kinds of adjustments share their ids")
        .isEqualTo(Movement.of(correction, 1).get(0).operation());
    Movement deduction = Movement.of(cart(AT, 1), 1).get(0);
    StockResult rejected = Answered.rejected("o");
    assertThat(deduction.operation())
        .isEqualTo(UnmovedAnswer.of(rejected).orElseThrow().operation())
        .isEqualTo(deduction.asAnomaly().asPublished().operation());
    Movement returned =
        Movement.of(Answered.returned("r", "o", new StockMove("a", 1, 1, 1)), 1).get(0);
    assertThat(returned.operation())
        .isNotEqualTo(deduction.operation())
        .isEqualTo(returned.asAnomaly().asPublished().operation());
  }
}
