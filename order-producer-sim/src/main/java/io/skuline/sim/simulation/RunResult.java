package io.skuline.sim.simulation;

import io.skuline.sim.admin.ReportedAudit;
import io.skuline.sim.checker.CheckResult;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * The result of a run.
 *
 * @param findings the result of the run's own check
 * @param complete whether every answer arrived in time
 * @param saleTime the time from the first order published to the last answer
 * @param latencyMicros the times from when an order was due to be published to its answer
 * @param behindAtEnd movements that the database had not stored when the last answer arrived
 * @param catchUp how long the audit then took, including the wait for the database
 * @param audit the audit of the service
 * @param deadLetters the malformed bodies that were sent
 */
public record RunResult(
    CheckResult findings,
    boolean complete,
    Duration saleTime,
    Histogram latencyMicros,
    long behindAtEnd,
    Duration catchUp,
    ReportedAudit audit,
    DeadLetters deadLetters) {

  /**
   * Malformed bodies and their dead letters.
   *
   * @param sent number of malformed bodies published
   * @param parked number of dead letters that the service has parked since then
   */
  public record DeadLetters(long sent, long parked) {

    /** Returns whether each body became one dead letter, and nothing else did. */
    public boolean addUp() {
      return sent == parked;
    }
  }

  /** Returns whether everything adds up, in this check and in the audit. */
  public boolean passed() {
    return complete && findings.passed() && audit.passed() && deadLetters.addUp();
  }

  /** Returns whether the only problem is that answers or the database are late. */
  public boolean onlyLate() {
    return !complete
        && findings.onlyUnanswered()
        && audit.passed()
        && deadLetters.parked() <= deadLetters.sent();
  }

  /** Returns the answered orders per second. */
  public double ordersPerSecond() {
    CheckResult.Counts counts = findings.counts();
    double seconds = Math.max(saleTime.toNanos() / 1e9, 1e-6);
    return (counts.confirmed() + counts.rejected()) / seconds;
  }
}
