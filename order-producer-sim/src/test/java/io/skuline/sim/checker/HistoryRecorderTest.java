package io.skuline.sim.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.Shortage;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.sim.admin.ReportedLevel;
import io.skuline.sim.checker.Violation.Rule;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records histories with violations, which the check must find. */
class HistoryRecorderTest {

  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
  private static final Map<String, ReportedLevel> OPENING =
      Map.of("a", ReportedLevel.untouched("a"));

  private final HistoryRecorder recorder =
      new HistoryRecorder(new Premises(key -> key.startsWith("run-"), NOW, false));

  /** Five units of a SKU. */
  @BeforeEach
  void load() {
    recorder.published(new StockAdjusted("run-stock", NOW, "a", 5, AdjustmentKind.INITIAL), 0);
    recorder.seen(
        new AdjustmentAccepted("run-stock", NOW, AdjustmentKind.INITIAL, move("a", 5, 5, 1)), 1);
  }

  @Test
  void aSaleThatAddsUp() {
    order("run-1", line("a", 1), line("a", 2));
    order("run-2", line("a", 3));
    seen(confirmed("run-1", move("a", 3, 2, 2)));
    seen(rejected("run-2", new Shortage("a", 3, 2)));
    seen(confirmed("run-1", move("a", 3, 2, 2)));
    seen(confirmed("stranger", move("a", 1, 1, 9)));

    CheckResult findings = close(2, 2);

    assertThat(findings.violations()).isEmpty();
    assertThat(findings.passed()).isTrue();
    assertThat(findings.unitsSold()).isEqualTo(3);
    assertThat(findings.counts()).isEqualTo(new CheckResult.Counts(2, 1, 1, 0, 1, 1));
    assertThat(recorder.latency().getTotalCount()).isEqualTo(2);
  }

  @Test
  void aMissingAnswer() {
    order("run-1", line("a", 1));
    assertThat(rules(close(5, 1))).containsExactly(Rule.ANSWERED);
    assertThat(close(4, 2).onlyUnanswered()).isTrue();
  }

  @Test
  void twoDifferentAnswers() {
    order("run-1", line("a", 1));
    seen(confirmed("run-1", move("a", 1, 4, 2)));
    seen(rejected("run-1", new Shortage("a", 1, 0)));
    assertThat(rules(close(4, 2))).containsExactly(Rule.ONE_ANSWER);
  }

  @Test
  void copiesThatDifferInASequenceNumberOnly() {
    order("run-1", line("a", 1));
    seen(confirmed("run-1", move("a", 1, 4, 2)));
    seen(confirmed("run-1", move("a", 1, 4, 3)));
    assertThat(rules(close(4, 2))).containsExactly(Rule.ONE_ANSWER);
  }

  @Test
  void oversold() {
    order("run-1", line("a", 4));
    order("run-2", line("a", 3));
    seen(confirmed("run-1", move("a", 4, 1, 2)));
    seen(confirmed("run-2", move("a", 3, -2, 3)));
    CheckResult findings = close(-2, 3);
    assertThat(findings.oversoldUnits()).isEqualTo(2);
    assertThat(rules(findings)).contains(Rule.NO_OVERSELL);
  }

  @Test
  void oversoldBehindALyingRemaining() {
    order("run-1", line("a", 4));
    order("run-2", line("a", 3));
    seen(confirmed("run-1", move("a", 4, 1, 2)));
    seen(confirmed("run-2", move("a", 3, 0, 3)));
    CheckResult findings = close(0, 3);
    assertThat(findings.oversoldUnits()).isEqualTo(2);
    assertThat(rules(findings)).contains(Rule.NO_OVERSELL, Rule.ADDS_UP);
  }

  @Test
  void twoMovementsWithOneSequenceNumber() {
    order("run-1", line("a", 1));
    order("run-2", line("a", 1));
    seen(confirmed("run-1", move("a", 1, 4, 2)));
    seen(confirmed("run-2", move("a", 1, 3, 2)));
    assertThat(rules(close(3, 2))).contains(Rule.SEQUENCE);
  }

  @Test
  void aGapInTheSequence() {
    order("run-1", line("a", 1));
    seen(confirmed("run-1", move("a", 1, 4, 3)));
    assertThat(rules(close(4, 3))).contains(Rule.SEQUENCE);
  }

  @Test
  void theRepeatedSkuOfACartDeductedOnce() {
    order("run-1", line("a", 1), line("a", 1));
    seen(confirmed("run-1", move("a", 1, 4, 2)));
    assertThat(rules(close(4, 2))).containsExactly(Rule.ALL_OR_NOTHING);
  }

  @Test
  void aCartOfWhichOneLineIsMissing() {
    order("run-1", line("a", 1), line("b", 1));
    seen(confirmed("run-1", move("a", 1, 4, 2)));
    assertThat(rules(close(4, 2))).containsExactly(Rule.ALL_OR_NOTHING);
  }

  @Test
  void aRejectionWithoutAShortage() {
    order("run-1", line("a", 5));
    seen(rejected("run-1", new Shortage("a", 5, 5)));
    assertThat(rules(close(5, 1))).containsExactly(Rule.ALL_OR_NOTHING);
  }

  @Test
  void unitsThatAreGoneWithoutAnAnswer() {
    assertThat(rules(close(4, 2))).containsExactly(Rule.ADDS_UP);
    assertThat(rules(close(4, 1))).containsExactly(Rule.ADDS_UP);
  }

  @Test
  void aSkuThatTheServiceForgot() {
    assertThat(rules(recorder.close(OPENING, Map.of()))).containsExactly(Rule.ADDS_UP);
  }

  @Test
  void anAnswerThatNobodyAskedFor() {
    seen(confirmed("run-99", move("a", 1, 4, 2)));
    assertThat(rules(close(4, 2))).containsExactly(Rule.ASKED);
  }

  @Test
  void anAnswerOfOldGivenAgainMovesNothing() {
    HistoryRecorder later =
        new HistoryRecorder(new Premises(key -> false, NOW.plusMillis(1), false));
    later.published(new OrderCreated("run-1", NOW, List.of(line("a", 1))), 0);
    later.seen(confirmed("run-1", move("a", 1, 4, 2)), 1);
    Map<String, ReportedLevel> same = Map.of("a", new ReportedLevel("a", 4, 2));
    assertThat(later.close(same, same).violations()).isEmpty();
  }

  private void order(String id, OrderLine... lines) {
    recorder.published(new OrderCreated(id, NOW, List.of(lines)), 0);
  }

  private void seen(StockResult result) {
    recorder.seen(result, 1_000_000);
  }

  private CheckResult close(long available, long sequence) {
    return recorder.close(OPENING, Map.of("a", new ReportedLevel("a", available, sequence)));
  }

  private static List<Rule> rules(CheckResult findings) {
    return findings.violations().stream().map(Violation::rule).distinct().toList();
  }

  private static DeductionConfirmed confirmed(String id, StockMove... moves) {
    return new DeductionConfirmed(id, NOW, Arrays.asList(moves));
  }

  private static DeductionRejected rejected(String id, Shortage... shortages) {
    return new DeductionRejected(
        id, NOW, DeductionRejected.Reason.OUT_OF_STOCK, Arrays.asList(shortages));
  }

  private static StockMove move(String sku, int quantity, long remaining, long sequence) {
    return new StockMove(sku, quantity, remaining, sequence);
  }

  private static OrderLine line(String sku, int quantity) {
    return new OrderLine(sku, quantity);
  }
}
