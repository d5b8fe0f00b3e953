package io.skuline.sim.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderLine;
import io.skuline.event.OrderRef;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.ReturnRejected;
import io.skuline.event.Shortage;
import io.skuline.event.StockReturned;
import io.skuline.sim.checker.Violation.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers about the orders of a file, whose keys are not the run's own. */
class FileAnswersTest extends FalseAnswersFixture {

  @Test
  void anAnswerThatNobodyAskedForAboutAnOrderOfTheFile() {
    order("o-1", 1);
    seen(confirmed("o-1", move(1, 9, 6)));
    seen(new ReturnAccepted("r-9", "o-1", NOW, List.of(move(1, 10, 7))));
    assertThat(rules(close(10, 7))).containsExactly(Rule.ASKED);
  }

  @Test
  void anAnswerOfOldAboutAnOrderOfTheFileIsNobodysLie() {
    order("o-1", 1);
    seen(confirmed("o-1", move(1, 9, 6)));
    seen(new ReturnAccepted("r-9", "o-1", BEFORE, List.of(move(1, 10, 4))));
    CheckResult findings = close(9, 6);
    assertThat(findings.violations()).isEmpty();
    assertThat(findings.counts().foreign()).isEqualTo(1);
  }

  @Test
  void anAnswerThatComesBeforeTheFileIsPublishedAgain() {
    order("o-1", 1);
    StockReturned back =
        new StockReturned("r-1", new OrderRef("o-1", NOW, "a"), List.of(new OrderLine("a", 1)));
    seen(confirmed("o-1", move(1, 9, 6)));
    seen(new ReturnAccepted("r-1", "o-1", NOW, List.of(move(1, 10, 7))));
    recorder.published(back, 0);
    seen(new ReturnAccepted("r-1", "o-1", NOW, List.of(move(1, 10, 7))));
    assertThat(close(10, 7).violations()).isEmpty();
  }

  @Test
  void theOrdersOfAFileAreReplayedToo() {
    OrderRef ref = new OrderRef("o-1", NOW, "a");
    recorder.published(new OrderCancelled(ref), 0);
    order("o-1", 1);
    seen(new ReturnAccepted(ReturnAccepted.CANCELLATION, "o-1", NOW, List.of()));
    seen(confirmed("o-1", move(1, 9, 6)));
    assertThat(rules(close(9, 6))).containsExactly(Rule.RETURNS);
  }

  @Test
  void anOrderOfAFileThatWasCancelledBeforeIsNobodysLie() {
    order("o-1", 1);
    seen(new DeductionRejected("o-1", NOW, DeductionRejected.Reason.CANCELLED, List.of()));
    assertThat(close(10, 5).violations()).isEmpty();
  }

  @Test
  void returnsThatAreRefusedForTheWrongReason() {
    OrderRef ref = new OrderRef("o-1", NOW, "a");
    order("o-1", 1);
    recorder.published(new StockReturned("r", ref, List.of(new OrderLine("a", 1))), 0);
    seen(new DeductionConfirmed("o-1", BEFORE, List.of(move(1, 11, 4))));
    seen(new ReturnRejected("r", "o-1", NOW, ReturnRejected.Reason.ORDER_REJECTED, List.of()));
    assertThat(rules(close(10, 5))).containsExactly(Rule.RETURNS);
  }

  @Test
  void aCancellationThatIsRejected() {
    recorder.published(new OrderCancelled(new OrderRef("o-1", NOW, "a")), 0);
    seen(
        new ReturnRejected(
            ReturnAccepted.CANCELLATION,
            "o-1",
            NOW,
            ReturnRejected.Reason.UNKNOWN_ORDER,
            List.of()));
    assertThat(rules(close(10, 5))).containsExactly(Rule.ALL_OR_NOTHING);
  }

  @Test
  void aReturnRejectedForWhatItDidNotAsk() {
    OrderRef ref = new OrderRef("o-1", NOW, "a");
    recorder.published(new StockReturned("r", ref, List.of(new OrderLine("a", 1))), 0);
    seen(
        new ReturnRejected(
            "r",
            "o-1",
            NOW,
            ReturnRejected.Reason.EXCEEDS_DEDUCTED,
            List.of(new Shortage("b", 1, 0))));
    assertThat(rules(close(10, 5))).containsExactly(Rule.ALL_OR_NOTHING);
  }
}
