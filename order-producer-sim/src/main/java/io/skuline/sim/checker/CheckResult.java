package io.skuline.sim.checker;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The result of checking a history.
 *
 * @param counts totals of events and answers
 * @param returns totals of cancellations and returns
 * @param unitsSold units in confirmations
 * @param oversoldUnits units that were sold and did not exist, over all SKUs; must be 0
 * @param violationCounts all violations by rule
 * @param violations the first of them, in full
 */
public record CheckResult(
    Counts counts,
    Returns returns,
    long unitsSold,
    long oversoldUnits,
    Map<Violation.Rule, Long> violationCounts,
    List<Violation> violations) {

  /**
   * Totals of events and answers.
   *
   * @param published orders
   * @param confirmed orders confirmed
   * @param rejected orders rejected
   * @param unanswered events of every kind without an answer
   * @param copies repeated copies of answers
   * @param foreign answers to events of other publishers
   */
  public record Counts(
      long published, long confirmed, long rejected, long unanswered, long copies, long foreign) {}

  /**
   * Totals of cancellations and returns.
   *
   * @param cancelled cancellations answered
   * @param accepted returns accepted
   * @param rejected returns rejected
   * @param units units that came back, also of cancelled orders
   */
  public record Returns(long cancelled, long accepted, long rejected, long units) {}

  public CheckResult {
    violationCounts = Map.copyOf(violationCounts);
    violations = List.copyOf(violations);
  }

  /** Returns whether everything adds up. */
  public boolean passed() {
    return violationCounts.isEmpty();
  }

  /** Returns whether the only problem is that answers are missing: they may still arrive. */
  public boolean onlyUnanswered() {
    return violationCounts.keySet().equals(Set.of(Violation.Rule.ANSWERED));
  }
}
