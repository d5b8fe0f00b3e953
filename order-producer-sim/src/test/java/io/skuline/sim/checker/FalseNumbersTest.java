package io.skuline.sim.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.AdjustmentKind;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.Shortage;
import io.skuline.sim.admin.ReportedLevel;
import io.skuline.sim.checker.Violation.Rule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Movements whose numbers or amounts contradict each other or the stock before the run. */
class FalseNumbersTest extends FalseAnswersFixture {

  @Test
  void aFreshOrderWithANumberOfBeforeTheRun() {
    order("run-1", 1);
    seen(confirmed("run-1", move(1, 9, 5)));
    assertThat(rules(close(10, 5))).containsExactly(Rule.SEQUENCE);
  }

  @Test
  void manySoldWithOneNumberOfBeforeTheRun() {
    for (int i = 1; i <= 12; i++) {
      order("run-" + i, 1);
      seen(confirmed("run-" + i, move(1, 0, 5)));
    }
    CheckResult findings = close(10, 5);
    assertThat(rules(findings)).containsExactly(Rule.SEQUENCE, Rule.NO_OVERSELL);
    assertThat(findings.oversoldUnits()).isEqualTo(2);
  }

  @Test
  void anOrderOfAFileThatWasDecidedNowWithANumberOfBefore() {
    order("o-1", 1);
    seen(confirmed("o-1", move(1, 9, 5)));
    assertThat(rules(close(10, 5))).containsExactly(Rule.SEQUENCE);
  }

  @Test
  void twoAnswersOfOldWithOneNumber() {
    order("o-1", 1);
    order("o-2", 1);
    seen(new DeductionConfirmed("o-1", BEFORE, List.of(move(1, 11, 4))));
    seen(new DeductionConfirmed("o-2", BEFORE, List.of(move(1, 11, 4))));
    assertThat(rules(close(10, 5))).containsExactly(Rule.SEQUENCE);
  }

  @Test
  void answersOfOldThatDoNotLeadToEachOtherOrToTheOpening() {
    order("o-1", 1);
    order("o-2", 1);
    seen(new DeductionConfirmed("o-1", BEFORE, List.of(move(1, 15, 4))));
    seen(new DeductionConfirmed("o-2", BEFORE, List.of(move(1, 12, 5))));
    CheckResult findings = close(10, 5);
    assertThat(rules(findings)).containsExactly(Rule.ADDS_UP);
    assertThat(findings.violations()).hasSize(2);
  }

  @Test
  void answersOfOldThatLeadToTheOpeningAreNone() {
    order("o-1", 1);
    order("o-2", 1);
    order("o-3", 20);
    seen(new DeductionConfirmed("o-1", BEFORE, List.of(move(1, 11, 4))));
    seen(new DeductionConfirmed("o-2", BEFORE, List.of(move(1, 10, 5))));
    seen(
        new DeductionRejected(
            "o-3",
            BEFORE,
            DeductionRejected.Reason.UNKNOWN_SKU,
            List.of(new Shortage("a", 20, 0))));
    assertThat(close(10, 5).violations()).isEmpty();
  }

  @Test
  void aLowerNumberThanOneThatWasReportedBeforeItWasPublished() {
    order("run-1", 1);
    seen(confirmed("run-1", move(1, 8, 7)));
    order("run-2", 1);
    seen(confirmed("run-2", move(1, 9, 6)));
    assertThat(rules(close(8, 7))).containsExactly(Rule.SEQUENCE);
  }

  @Test
  void whatIsBelowZeroAlreadyIsNotSoldByThisRun() {
    order("run-1", 1);
    adjust("run-s", 2, AdjustmentKind.REPLENISHMENT);
    seen(outOfStock("run-1", new Shortage("a", 1, -5)));
    seen(accepted("run-s", AdjustmentKind.REPLENISHMENT, move(2, -3, 6)));
    Map<String, ReportedLevel> opening = Map.of("a", level("a", -5, 5));
    CheckResult findings = recorder.close(opening, Map.of("a", level("a", -3, 6)));
    assertThat(findings.violations()).isEmpty();
    assertThat(findings.oversoldUnits()).isZero();
  }

  @Test
  void butNothingMoreOfItMayBeSold() {
    order("run-1", 1);
    seen(confirmed("run-1", move(1, -6, 6)));
    Map<String, ReportedLevel> opening = Map.of("a", level("a", -5, 5));
    CheckResult findings = recorder.close(opening, Map.of("a", level("a", -6, 6)));
    assertThat(rules(findings)).containsExactly(Rule.NO_OVERSELL);
    assertThat(findings.oversoldUnits()).isEqualTo(1);
  }

  @Test
  void whatComesAfterTheEndIsNotEntered() {
    order("run-1", 1);
    recorder.stop();
    seen(confirmed("run-1", move(1, 9, 6)));
    assertThat(close(10, 5).onlyUnanswered()).isTrue();
  }
}
