package io.skuline.sim.checker;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.AdjustmentRejected;
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

/**
 * The history of a run about a SKU that has ten units at movement 5, and one that was never
 * stocked.
 *
 * <p>Keys that begin with run- were made for the run; others may have a past.
 */
abstract class FalseAnswersFixture {

  static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
  static final Instant BEFORE = NOW.minusSeconds(60);
  static final ReportedLevel TEN = level("a", 10, 5);

  HistoryRecorder recorder = recorder(false);

  static HistoryRecorder recorder(boolean preCheck) {
    return new HistoryRecorder(new Premises(key -> key.startsWith("run-"), NOW, preCheck));
  }

  void order(String id, int quantity) {
    cart(id, new OrderLine("a", quantity));
  }

  void cart(String id, OrderLine... lines) {
    recorder.published(new OrderCreated(id, NOW, List.of(lines)), 0);
  }

  void adjust(String id, int delta, AdjustmentKind kind) {
    recorder.published(new StockAdjusted(id, NOW, "a", delta, kind), 0);
  }

  void reject(
      String id, int delta, AdjustmentKind kind, AdjustmentRejected.Reason reason, long available) {
    adjust(id, delta, kind);
    seen(new AdjustmentRejected(id, NOW, reason, "a", delta, available));
  }

  void seen(StockResult result) {
    recorder.seen(result, 1);
  }

  CheckResult close(long available, long sequence) {
    return close(level("a", available, sequence));
  }

  CheckResult close(ReportedLevel a, ReportedLevel... others) {
    Map<String, ReportedLevel> opening = Map.of("a", TEN, "b", ReportedLevel.untouched("b"));
    return others.length == 0
        ? recorder.close(opening, Map.of("a", a))
        : recorder.close(opening, Map.of("a", a, "b", others[0]));
  }

  static List<Rule> rules(CheckResult findings) {
    return findings.violations().stream().map(Violation::rule).distinct().toList();
  }

  static ReportedLevel level(String sku, long available, long sequence) {
    return new ReportedLevel(sku, available, sequence);
  }

  static StockMove move(int quantity, long remaining, long sequence) {
    return new StockMove("a", quantity, remaining, sequence);
  }

  static DeductionConfirmed confirmed(String id, StockMove... moves) {
    return new DeductionConfirmed(id, NOW, Arrays.asList(moves));
  }

  static DeductionRejected outOfStock(String id, Shortage... shortages) {
    return new DeductionRejected(
        id, NOW, DeductionRejected.Reason.OUT_OF_STOCK, Arrays.asList(shortages));
  }

  static DeductionRejected unknown(String id, Shortage... shortages) {
    return new DeductionRejected(
        id, NOW, DeductionRejected.Reason.UNKNOWN_SKU, Arrays.asList(shortages));
  }

  static AdjustmentAccepted accepted(String id, AdjustmentKind kind, StockMove move) {
    return new AdjustmentAccepted(id, NOW, kind, move);
  }
}
