package io.skuline.sim.cli.shared;

import io.skuline.sim.simulation.SimulationRun;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Options that say how long to wait, for the commands that publish. */
public final class WaitOptions {

  private static final int MAX_PATIENCE_SECONDS = (int) Duration.ofDays(1).toSeconds();

  /** The service's own limit for the audit and for adding up all movements. */
  public static final int MAX_SERVICE_WAIT_SECONDS = 600;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Give up when no answer has arrived for this time. Default: ${DEFAULT-VALUE}")
  long patienceSeconds;

  @Option(
      names = "--audit-wait",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Time that the database may take to catch up. Default: ${DEFAULT-VALUE}")
  long auditWaitSeconds;

  /**
   * @throws IllegalArgumentException if it is out of bounds
   */
  public static void requireSeconds(String option, long seconds, int least, int most) {
    if (seconds < least || seconds > most) {
      throw new IllegalArgumentException(
          "%s must be %d to %d seconds, is %d".formatted(option, least, most, seconds));
    }
  }

  public Duration patience() {
    return terms(0).patience();
  }

  /**
   * Returns the terms of a run.
   *
   * @param rate events to publish a second at most; 0 for no limit
   */
  public SimulationRun.Terms terms(double rate) {
    if (rate < 0) {
      throw new IllegalArgumentException("--rate must not be negative, is " + rate);
    }
    requireSeconds("--patience", patienceSeconds, 1, MAX_PATIENCE_SECONDS);
    requireSeconds("--audit-wait", auditWaitSeconds, 0, MAX_SERVICE_WAIT_SECONDS);
    return new SimulationRun.Terms(
        rate, Duration.ofSeconds(patienceSeconds), Duration.ofSeconds(auditWaitSeconds));
  }
}
