package io.skuline.sim.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.OrderRef;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.ReturnRejected;
import io.skuline.event.Shortage;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.event.StockReturned;
import io.skuline.sim.admin.ReportedLevel;
import io.skuline.sim.checker.Violation.Rule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Returns and cancellations of one order of three units, of ten. */
class ReturnHistoryTest {

  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
  private static final OrderRef ORDER = new OrderRef("run-1", NOW, "a");

  private final HistoryRecorder recorder =
      new HistoryRecorder(new Premises(key -> key.startsWith("run-"), NOW, false));
  private final Map<String, ReportedLevel> opening = Map.of("a", new ReportedLevel("a", 10, 1));

  @Test
  void whatAddsUp() {
    order(3);
    giveBack("r1", 2);
    giveBack("r1", 1);
    giveBack("r2", 2);
    recorder.published(new OrderCancelled(ORDER), 0);
    seen(confirmed(3, 7, 2));
    seen(accepted("r1", 2, 9, 3));
    seen(rejected("r2", ReturnRejected.Reason.EXCEEDS_DEDUCTED, new Shortage("a", 2, 1)));
    seen(accepted(ReturnAccepted.CANCELLATION, 1, 10, 4));
    CheckResult findings = close(10, 4);
    assertThat(findings.violations()).isEmpty();
    assertThat(findings.returns()).isEqualTo(new CheckResult.Returns(1, 1, 1, 3));
  }

  @Test
  void aReturnOfMoreThanIsHeld() {
    order(3);
    giveBack("r1", 2);
    giveBack("r2", 2);
    seen(confirmed(3, 7, 2));
    seen(accepted("r1", 2, 9, 3));
    seen(accepted("r2", 2, 11, 4));
    assertThat(rules(close(11, 4))).containsExactly(Rule.RETURNS);
  }

  @Test
  void aReturnThatIsRefusedForNothing() {
    order(3);
    giveBack("r1", 3);
    seen(confirmed(3, 7, 2));
    seen(rejected("r1", ReturnRejected.Reason.EXCEEDS_DEDUCTED, new Shortage("a", 3, 2)));
    assertThat(rules(close(7, 2))).containsExactly(Rule.RETURNS);
  }

  @Test
  void aCancelledOrderThatIsSold() {
    recorder.published(new OrderCancelled(ORDER), 0);
    order(3);
    seen(new ReturnAccepted(ReturnAccepted.CANCELLATION, "run-1", NOW, List.of()));
    seen(confirmed(3, 7, 2));
    assertThat(rules(close(7, 2))).containsExactly(Rule.RETURNS);
  }

  @Test
  void anOrderCancelledByNobody() {
    order(3);
    seen(new DeductionRejected("run-1", NOW, DeductionRejected.Reason.CANCELLED, List.of()));
    assertThat(rules(close(10, 1))).containsExactly(Rule.RETURNS);
  }

  @Test
  void aCancellationThatGivesBackTooLittle() {
    order(3);
    recorder.published(new OrderCancelled(ORDER), 0);
    seen(confirmed(3, 7, 2));
    seen(accepted(ReturnAccepted.CANCELLATION, 2, 9, 3));
    assertThat(rules(close(9, 3))).containsExactly(Rule.RETURNS);
  }

  @Test
  void aCancellationOfNothingSaysWhy() {
    recorder.published(new OrderCancelled(ORDER), 0);
    order(3);
    seen(ReturnAccepted.ofNothing("run-1", NOW, ReturnAccepted.Reason.UNKNOWN_ORDER));
    seen(new DeductionRejected("run-1", NOW, DeductionRejected.Reason.CANCELLED, List.of()));
    assertThat(close(10, 1).violations()).isEmpty();
  }

  @Test
  void aCancellationOfNothingThatSaysSomethingWrong() {
    recorder.published(new OrderCancelled(ORDER), 0);
    order(3);
    seen(ReturnAccepted.ofNothing("run-1", NOW, ReturnAccepted.Reason.NOTHING_LEFT));
    seen(new DeductionRejected("run-1", NOW, DeductionRejected.Reason.CANCELLED, List.of()));
    assertThat(rules(close(10, 1))).containsExactly(Rule.RETURNS);
  }

  @Test
  void aReturnBeforeItsOrder() {
    giveBack("r1", 1);
    order(3);
    seen(rejected("r1", ReturnRejected.Reason.UNKNOWN_ORDER));
    seen(confirmed(3, 7, 2));
    assertThat(close(7, 2).violations()).isEmpty();
  }

  @Test
  void ofTwoContentsInOneQueueTheFirstCounts() {
    order(3);
    order(4);
    seen(confirmed(4, 6, 2));
    assertThat(rules(close(6, 2))).containsExactly(Rule.ALL_OR_NOTHING);
  }

  @Test
  void ofTwoContentsInTwoQueuesEitherMayCount() {
    recorder.published(new OrderCreated("run-1", NOW, List.of(new OrderLine("b", 1))), 0);
    order(3);
    seen(confirmed(3, 7, 2));
    assertThat(close(7, 2).violations()).isEmpty();
  }

  private void order(int quantity) {
    recorder.published(new OrderCreated("run-1", NOW, List.of(new OrderLine("a", quantity))), 0);
  }

  private void giveBack(String id, int quantity) {
    recorder.published(new StockReturned(id, ORDER, List.of(new OrderLine("a", quantity))), 0);
  }

  private void seen(StockResult result) {
    recorder.seen(result, 1);
  }

  private CheckResult close(long available, long sequence) {
    return recorder.close(opening, Map.of("a", new ReportedLevel("a", available, sequence)));
  }

  private static List<Rule> rules(CheckResult findings) {
    return findings.violations().stream().map(Violation::rule).distinct().toList();
  }

  private static DeductionConfirmed confirmed(int quantity, long remaining, long sequence) {
    return new DeductionConfirmed(
        "run-1", NOW, List.of(new StockMove("a", quantity, remaining, sequence)));
  }

  private static ReturnAccepted accepted(String id, int quantity, long remaining, long sequence) {
    return new ReturnAccepted(
        id, "run-1", NOW, List.of(new StockMove("a", quantity, remaining, sequence)));
  }

  private static ReturnRejected rejected(
      String id, ReturnRejected.Reason reason, Shortage... shortages) {
    return new ReturnRejected(id, "run-1", NOW, reason, List.of(shortages));
  }
}
