package io.skuline.sim.checker;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the books say in the end.
 *
 * @param counts totals of events and answers
 * @param returns totals of what came back
 * @param unitsSold units in confirmations
 * @param oversoldUnits units sold that were not there, over all SKUs; to be 0
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
   * Events and answers.
   *
   * @param published orders
   * @param confirmed orders confirmed
   * @param rejected orders rejected
   * @param unanswered events of every kind without an answer
   * @param copies repeated copies of answers seen
   * @param foreign answers to somebody else's events
   */
  public record Counts(
      long published, long confirmed, long rejected, long unanswered, long copies, long foreign) {}

  /**
   * What came back.
   *
   * @param cancelled cancellations answered
   * @param accepted returns accepted
   * @param rejected returns rejected
   * @param units units that came back, of cancelled orders too
   */
  public record Returns(long cancelled, long accepted, long rejected, long units) {

    public static final Returns NONE = new Returns(0, 0, 0, 0);
  }

  public CheckResult {
    violationCounts = Map.copyOf(violationCounts);
    violations = List.copyOf(violations);
  }

  /** Whether everything adds up. */
  public boolean passed() {
    return violationCounts.isEmpty();
  }

  /** Whether the only thing wrong is that answers are missing: they may still come. */
  public boolean onlyUnanswered() {
    return violationCounts.keySet().equals(Set.of(Violation.Rule.ANSWERED));
  }
}
