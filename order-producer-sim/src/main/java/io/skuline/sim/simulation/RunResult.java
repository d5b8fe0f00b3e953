package io.skuline.sim.simulation;

import io.skuline.sim.admin.AuditReport;
import io.skuline.sim.checker.CheckResult;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What a run came to.
 *
 * @param findings of the run's own books
 * @param complete whether every answer came in time
 * @param saleTime from the first order published to the last answer
 * @param latencyMicros from when an order was due to be published to its answer
 * @param behindAtEnd movements the database had not seen when the last answer came
 * @param catchUp how long the audit then took, waiting for the database included
 * @param audit what the service says
 * @param deadLetters of the broken bodies that were sent
 */
public record RunResult(
    CheckResult findings,
    boolean complete,
    Duration saleTime,
    Histogram latencyMicros,
    long behindAtEnd,
    Duration catchUp,
    AuditReport audit,
    DeadLetters deadLetters) {

  /**
   * Broken bodies.
   *
   * @param sent so many were published
   * @param parked so many more dead letters the service counts since then
   */
  public record DeadLetters(long sent, long parked) {

    /** Whether each became one dead letter, and nothing else did. */
    public boolean addUp() {
      return sent == parked;
    }
  }

  /** Whether everything adds up, here and there. */
  public boolean passed() {
    return complete && findings.passed() && audit.passed() && deadLetters.addUp();
  }

  /** Whether nothing is wrong but that answers or the database are late. */
  public boolean onlyLate() {
    return !complete
        && findings.onlyUnanswered()
        && audit.passed()
        && deadLetters.parked() <= deadLetters.sent();
  }

  /** Answered orders per second. */
  public double ordersPerSecond() {
    CheckResult.Counts counts = findings.counts();
    double seconds = Math.max(saleTime.toNanos() / 1e9, 1e-6);
    return (counts.confirmed() + counts.rejected()) / seconds;
  }
}
