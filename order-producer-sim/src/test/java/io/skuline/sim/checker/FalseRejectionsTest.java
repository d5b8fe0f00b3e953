package io.skuline.sim.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.AdjustmentKind;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.Shortage;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockMove;
import io.skuline.sim.checker.Violation.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Orders that are rejected for stock that was there, or answered in a way that cannot be. */
class FalseRejectionsTest extends FalseAnswersFixture {

  @Test
  void outOfStockWhileEnoughWasThere() {
    order("run-1", 1);
    seen(outOfStock("run-1", new Shortage("a", 1, 0)));
    assertThat(rules(close(10, 5))).containsExactly(Rule.TRUE_REASON);
  }

  @Test
  void outOfStockWithAnAmountThatThereNeverWas() {
    order("run-1", 3);
    seen(outOfStock("run-1", new Shortage("a", 3, -7)));
    assertThat(rules(close(10, 5))).containsExactly(Rule.TRUE_REASON);
  }

  @Test
  void outOfStockAsItWasBeforeUnitsCameIn() {
    order("run-1", 10);
    seen(confirmed("run-1", move(10, 0, 6)));
    adjust("run-s", 5, AdjustmentKind.REPLENISHMENT);
    seen(accepted("run-s", AdjustmentKind.REPLENISHMENT, move(5, 5, 7)));
    order("run-2", 1);
    seen(outOfStock("run-2", new Shortage("a", 1, 0)));
    assertThat(rules(close(5, 7))).containsExactly(Rule.TRUE_REASON);
  }

  @Test
  void outOfStockAsItBecameByWhatWasPublishedLater() {
    order("run-1", 1);
    seen(outOfStock("run-1", new Shortage("a", 1, 0)));
    order("run-2", 10);
    seen(confirmed("run-2", move(10, 0, 6)));
    assertThat(rules(close(0, 6))).containsExactly(Rule.TRUE_REASON);
  }

  @Test
  void outOfStockAtAnyMomentBetweenIsRight() {
    order("run-1", 10);
    order("run-2", 1);
    adjust("run-s", 5, AdjustmentKind.REPLENISHMENT);
    seen(outOfStock("run-2", new Shortage("a", 1, 0)));
    seen(accepted("run-s", AdjustmentKind.REPLENISHMENT, move(5, 5, 7)));
    seen(confirmed("run-1", move(10, 0, 6)));
    assertThat(close(5, 7).violations()).isEmpty();
  }

  @Test
  void aPreCheckMayBeOutdatedButInventsNothing() {
    recorder = recorder(true);
    order("run-1", 10);
    seen(confirmed("run-1", move(10, 0, 6)));
    adjust("run-s", 5, AdjustmentKind.REPLENISHMENT);
    seen(accepted("run-s", AdjustmentKind.REPLENISHMENT, move(5, 5, 7)));
    order("run-2", 8);
    seen(outOfStock("run-2", new Shortage("a", 8, 0)));
    assertThat(close(5, 7).violations()).isEmpty();

    recorder = recorder(true);
    order("run-3", 8);
    seen(outOfStock("run-3", new Shortage("a", 8, 3)));
    assertThat(rules(close(10, 5))).containsExactly(Rule.TRUE_REASON);
  }

  @Test
  void unknownThoughStocked() {
    order("run-1", 1);
    seen(unknown("run-1", new Shortage("a", 1, 0)));
    assertThat(rules(close(10, 5))).containsExactly(Rule.TRUE_REASON);
  }

  @Test
  void outOfStockThoughNeverStocked() {
    recorder.published(new OrderCreated("run-1", NOW, List.of(new OrderLine("b", 1))), 0);
    seen(outOfStock("run-1", new Shortage("b", 1, 0)));
    assertThat(rules(close(10, 5))).containsExactly(Rule.TRUE_REASON);
  }

  @Test
  void aRejectionThatLeavesOutASku() {
    cart("run-1", new OrderLine("a", 11), new OrderLine("b", 1));
    cart("run-2", new OrderLine("a", 11), new OrderLine("b", 1));
    seen(outOfStock("run-1", new Shortage("a", 11, 10)));
    seen(unknown("run-2", new Shortage("b", 1, 0)));
    CheckResult findings = close(10, 5);
    assertThat(findings.violations())
        .singleElement()
        .satisfies(
            only -> {
              assertThat(only.rule()).isEqualTo(Rule.TRUE_REASON);
              assertThat(only.subject()).isEqualTo("order run-1");
              assertThat(only.detail()).contains("not for b, which was unknown");
            });
  }

  @Test
  void aShortageThatIsKeptQuiet() {
    recorder.published(new StockAdjusted("run-s", NOW, "b", 1, AdjustmentKind.INITIAL), 0);
    seen(accepted("run-s", AdjustmentKind.INITIAL, new StockMove("b", 1, 1, 1)));
    cart("run-1", new OrderLine("a", 11), new OrderLine("b", 2));
    seen(outOfStock("run-1", new Shortage("b", 2, 1)));
    assertThat(rules(close(TEN, level("b", 1, 1)))).containsExactly(Rule.TRUE_REASON);
  }

  @Test
  void oneSkuTwice() {
    order("run-1", 11);
    seen(outOfStock("run-1", new Shortage("a", 11, 10), new Shortage("a", 11, 10)));
    assertThat(rules(close(10, 5))).containsExactly(Rule.ALL_OR_NOTHING);
  }

  @Test
  void linesInAnotherOrder() {
    recorder.published(new StockAdjusted("run-s", NOW, "b", 9, AdjustmentKind.INITIAL), 0);
    seen(accepted("run-s", AdjustmentKind.INITIAL, new StockMove("b", 9, 9, 1)));
    cart("run-1", new OrderLine("b", 1), new OrderLine("a", 1));
    seen(confirmed("run-1", move(1, 9, 6), new StockMove("b", 1, 8, 2)));
    assertThat(rules(close(level("a", 9, 6), level("b", 8, 2))))
        .containsExactly(Rule.ALL_OR_NOTHING);
  }
}
