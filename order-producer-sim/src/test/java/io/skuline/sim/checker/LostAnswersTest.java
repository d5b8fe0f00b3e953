package io.skuline.sim.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.AdjustmentKind;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderLine;
import io.skuline.event.OrderRef;
import io.skuline.event.Shortage;
import io.skuline.event.StockReturned;
import io.skuline.sim.checker.Violation.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** False answers are found behind an answer that is lost, and true ones are not accused. */
class LostAnswersTest extends FalseAnswersFixture {

  @Test
  void oversellBehindALostAnswer() {
    order("run-x", 1);
    for (int i = 1; i <= 15; i++) {
      order("run-" + i, 1);
      seen(confirmed("run-" + i, move(1, Math.max(0, 10 - i), 5 + i + (i > 5 ? 1 : 0))));
    }
    CheckResult findings = close(0, 21);
    assertThat(rules(findings)).contains(Rule.ANSWERED, Rule.NO_OVERSELL, Rule.ADDS_UP);
    assertThat(findings.oversoldUnits()).isBetween(5L, 6L);
    assertThat(findings.onlyUnanswered()).isFalse();
  }

  @Test
  void anEndThatALostAnswerDoesNotExplain() {
    order("run-x", 1);
    order("run-1", 1);
    seen(confirmed("run-1", move(1, 9, 6)));
    assertThat(rules(close(-3, 99))).contains(Rule.NO_OVERSELL, Rule.ADDS_UP);
    assertThat(rules(close(9, 8))).contains(Rule.ADDS_UP);
    assertThat(rules(close(7, 7))).contains(Rule.ADDS_UP);
    assertThat(rules(close(9, 5))).contains(Rule.ADDS_UP);
    assertThat(close(9, 6).onlyUnanswered()).isTrue();
    assertThat(close(8, 7).onlyUnanswered()).isTrue();
  }

  @Test
  void numbersThatNoLostAnswerExplains() {
    order("run-x", 1);
    order("run-1", 1);
    seen(confirmed("run-1", move(1, 7, 8)));
    assertThat(rules(close(7, 8))).contains(Rule.SEQUENCE);
  }

  @Test
  void anAmountThatNoLostAnswerExplains() {
    order("run-x", 1);
    order("run-1", 1);
    order("run-2", 1);
    seen(confirmed("run-1", move(1, 6, 7)));
    seen(confirmed("run-2", move(1, 7, 8)));
    assertThat(rules(close(7, 8))).contains(Rule.ADDS_UP);
  }

  @Test
  void aRejectionThatNoLostAnswerExplains() {
    order("run-x", 2);
    order("run-1", 3);
    order("run-2", 9);
    seen(outOfStock("run-1", new Shortage("a", 3, 0)));
    seen(outOfStock("run-2", new Shortage("a", 9, 8)));
    CheckResult findings = close(8, 6);
    assertThat(rules(findings)).containsExactlyInAnyOrder(Rule.ANSWERED, Rule.TRUE_REASON);
    assertThat(findings.violationCounts()).containsEntry(Rule.TRUE_REASON, 1L);
  }

  @Test
  void everyKindOfEventMayBeWhatIsLost() {
    OrderRef ref = new OrderRef("run-1", NOW, "a");
    order("run-1", 4);
    seen(confirmed("run-1", move(4, 6, 6)));
    recorder.published(new StockReturned("r", ref, List.of(new OrderLine("a", 1))), 0);
    recorder.published(new OrderCancelled(ref), 0);
    adjust("run-s", 20, AdjustmentKind.REPLENISHMENT);
    adjust("run-t", -2, AdjustmentKind.CORRECTION);
    order("run-2", 1);
    seen(confirmed("run-2", move(1, 27, 11)));
    assertThat(close(27, 11).onlyUnanswered()).isTrue();
    assertThat(rules(close(28, 11))).contains(Rule.ADDS_UP);
  }

  @Test
  void aLostCancellationOfAnOrderOfBeforeMayMoveAnything() {
    recorder.published(new OrderCancelled(new OrderRef("o-0", BEFORE, "a")), 0);
    order("o-1", 1);
    seen(confirmed("o-1", move(1, 29, 7)));
    assertThat(close(29, 7).onlyUnanswered()).isTrue();
  }
}
