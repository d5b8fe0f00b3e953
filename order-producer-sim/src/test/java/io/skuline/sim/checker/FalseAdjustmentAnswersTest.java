package io.skuline.sim.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.AdjustmentKind;
import io.skuline.event.AdjustmentRejected;
import io.skuline.event.Limits;
import io.skuline.event.StockAdjusted;
import io.skuline.sim.checker.Violation.Rule;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Adjustments that are answered with another kind, amount or reason than is possible. */
class FalseAdjustmentAnswersTest extends FalseAnswersFixture {

  @Test
  void anotherKind() {
    adjust("run-s", 5, AdjustmentKind.REPLENISHMENT);
    seen(accepted("run-s", AdjustmentKind.CORRECTION, move(5, 15, 6)));
    assertThat(rules(close(15, 6))).containsExactly(Rule.ALL_OR_NOTHING);
  }

  @Test
  void aFirstStockOfWhatWasStocked() {
    adjust("run-s", 5, AdjustmentKind.INITIAL);
    seen(accepted("run-s", AdjustmentKind.INITIAL, move(5, 15, 6)));
    assertThat(rules(close(15, 6))).containsExactly(Rule.ALL_OR_NOTHING);
  }

  @Test
  void moreThanThereCanBe() {
    long most = Limits.MAX_AVAILABLE;
    adjust("run-s", 1, AdjustmentKind.REPLENISHMENT);
    seen(accepted("run-s", AdjustmentKind.REPLENISHMENT, move(1, most + 1, 6)));
    assertThat(
            rules(
                recorder.close(
                    Map.of("a", level("a", most, 5)), Map.of("a", level("a", most + 1, 6)))))
        .containsExactly(Rule.ALL_OR_NOTHING);
  }

  @Test
  void adjustmentsRejectedForReasonsThatCannotBe() {
    reject("run-1", 5, AdjustmentKind.CORRECTION, AdjustmentRejected.Reason.BELOW_ZERO, 10);
    reject("run-2", -10, AdjustmentKind.CORRECTION, AdjustmentRejected.Reason.BELOW_ZERO, 10);
    recorder.published(new StockAdjusted("run-3", NOW, "b", 5, AdjustmentKind.CORRECTION), 0);
    seen(new AdjustmentRejected("run-3", NOW, AdjustmentRejected.Reason.UNKNOWN_SKU, "b", 5, 0));
    reject("run-4", 5, AdjustmentKind.REPLENISHMENT, AdjustmentRejected.Reason.ALREADY_STOCKED, 10);
    reject("run-5", 5, AdjustmentKind.REPLENISHMENT, AdjustmentRejected.Reason.ABOVE_LIMIT, 10);
    CheckResult findings = close(10, 5);
    assertThat(rules(findings)).containsExactly(Rule.ALL_OR_NOTHING);
    assertThat(findings.violations()).hasSize(5);
  }

  @Test
  void adjustmentsRejectedForStockThatWasNot() {
    reject("run-1", -5, AdjustmentKind.CORRECTION, AdjustmentRejected.Reason.BELOW_ZERO, 4);
    reject("run-2", -5, AdjustmentKind.CORRECTION, AdjustmentRejected.Reason.UNKNOWN_SKU, 0);
    reject("run-3", 5, AdjustmentKind.INITIAL, AdjustmentRejected.Reason.ALREADY_STOCKED, 9);
    CheckResult findings = close(10, 5);
    assertThat(rules(findings)).containsExactly(Rule.TRUE_REASON);
    assertThat(findings.violations()).hasSize(3);
  }

  @Test
  void adjustmentsRejectedRightly() {
    reject("run-1", -11, AdjustmentKind.CORRECTION, AdjustmentRejected.Reason.BELOW_ZERO, 10);
    reject("run-2", 5, AdjustmentKind.INITIAL, AdjustmentRejected.Reason.ALREADY_STOCKED, 10);
    recorder.published(new StockAdjusted("run-3", NOW, "b", -1, AdjustmentKind.CORRECTION), 0);
    seen(new AdjustmentRejected("run-3", NOW, AdjustmentRejected.Reason.UNKNOWN_SKU, "b", -1, 0));
    assertThat(close(10, 5).violations()).isEmpty();
  }
}
