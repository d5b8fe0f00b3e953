package io.skuline.sim.cli;

import io.skuline.sim.run.Sale;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long to wait: options of the commands that publish. */
final class Waiting {

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Give up when no answer has come for so long. Default: ${DEFAULT-VALUE}")
  long patienceSeconds;

  @Option(
      names = "--audit-wait",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long the database may take to catch up. Default: ${DEFAULT-VALUE}")
  long auditWaitSeconds;

  Duration patience() {
    return terms(0).patience();
  }

  /**
   * @param rate events to publish a second at most; 0 for no limit
   */
  Sale.Terms terms(double rate) {
    if (!(rate >= 0) || patienceSeconds < 1 || auditWaitSeconds < 0) {
      throw new IllegalArgumentException(
          "--rate and --audit-wait must not be negative, and --patience must be 1 at least");
    }
    return new Sale.Terms(
        rate, Duration.ofSeconds(patienceSeconds), Duration.ofSeconds(auditWaitSeconds));
  }
}
