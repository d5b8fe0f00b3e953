package io.skuline.sim.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.AdjustmentRejected;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.Limits;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.OrderRef;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.ReturnRejected;
import io.skuline.event.Shortage;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.event.StockReturned;
import io.skuline.sim.admin.ReportedLevel;
import io.skuline.sim.checker.Violation.Rule;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * False answers of every kind, about a SKU that has ten units at movement 5 and one that was never
 * stocked. Keys that begin with run- were made for the run; others may have a past.
 */
class FalseAnswersTest {

  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
  private static final Instant BEFORE = NOW.minusSeconds(60);
  private static final ReportedLevel TEN = level("a", 10, 5);

  private HistoryRecorder recorder = recorder(false);

  // Numbers.

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
  void aLowerNumberThanOneThatWasToldBeforeItWasPublished() {
    order("run-1", 1);
    seen(confirmed("run-1", move(1, 8, 7)));
    order("run-2", 1);
    seen(confirmed("run-2", move(1, 9, 6)));
    assertThat(rules(close(8, 7))).containsExactly(Rule.SEQUENCE);
  }

  // Rejections for stock that was there.

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

  // Confirmations.

  @Test
  void linesInAnotherOrder() {
    recorder.published(new StockAdjusted("run-s", NOW, "b", 9, AdjustmentKind.INITIAL), 0);
    seen(accepted("run-s", AdjustmentKind.INITIAL, new StockMove("b", 9, 9, 1)));
    cart("run-1", new OrderLine("b", 1), new OrderLine("a", 1));
    seen(confirmed("run-1", move(1, 9, 6), new StockMove("b", 1, 8, 2)));
    assertThat(rules(close(level("a", 9, 6), level("b", 8, 2))))
        .containsExactly(Rule.ALL_OR_NOTHING);
  }

  // Adjustments.

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

  // Behind an answer that is lost.

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

  // A file, whose keys are not the run's own.

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

  // Below zero.

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

  private static HistoryRecorder recorder(boolean preCheck) {
    return new HistoryRecorder(new Premises(key -> key.startsWith("run-"), NOW, preCheck));
  }

  private void order(String id, int quantity) {
    cart(id, new OrderLine("a", quantity));
  }

  private void cart(String id, OrderLine... lines) {
    recorder.published(new OrderCreated(id, NOW, List.of(lines)), 0);
  }

  private void adjust(String id, int delta, AdjustmentKind kind) {
    recorder.published(new StockAdjusted(id, NOW, "a", delta, kind), 0);
  }

  private void reject(
      String id, int delta, AdjustmentKind kind, AdjustmentRejected.Reason reason, long available) {
    adjust(id, delta, kind);
    seen(new AdjustmentRejected(id, NOW, reason, "a", delta, available));
  }

  private void seen(StockResult result) {
    recorder.seen(result, 1);
  }

  private CheckResult close(long available, long sequence) {
    return close(level("a", available, sequence));
  }

  private CheckResult close(ReportedLevel a, ReportedLevel... others) {
    Map<String, ReportedLevel> opening = Map.of("a", TEN, "b", ReportedLevel.untouched("b"));
    return others.length == 0
        ? recorder.close(opening, Map.of("a", a))
        : recorder.close(opening, Map.of("a", a, "b", others[0]));
  }

  private static List<Rule> rules(CheckResult findings) {
    return findings.violations().stream().map(Violation::rule).distinct().toList();
  }

  private static ReportedLevel level(String sku, long available, long sequence) {
    return new ReportedLevel(sku, available, sequence);
  }

  private static StockMove move(int quantity, long remaining, long sequence) {
    return new StockMove("a", quantity, remaining, sequence);
  }

  private static DeductionConfirmed confirmed(String id, StockMove... moves) {
    return new DeductionConfirmed(id, NOW, Arrays.asList(moves));
  }

  private static DeductionRejected outOfStock(String id, Shortage... shortages) {
    return new DeductionRejected(
        id, NOW, DeductionRejected.Reason.OUT_OF_STOCK, Arrays.asList(shortages));
  }

  private static DeductionRejected unknown(String id, Shortage... shortages) {
    return new DeductionRejected(
        id, NOW, DeductionRejected.Reason.UNKNOWN_SKU, Arrays.asList(shortages));
  }

  private static AdjustmentAccepted accepted(String id, AdjustmentKind kind, StockMove move) {
    return new AdjustmentAccepted(id, NOW, kind, move);
  }
}
