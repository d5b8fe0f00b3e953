package io.skuline.sim.cli;

import io.skuline.sim.gateway.AuditReport;
import io.skuline.sim.run.Report;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks the service whether Redis and the database agree. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Checks the invariants, Redis against the database. Exit code 1 on any violation.")
final class AuditCommand implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long the database may take to catch up. Default: ${DEFAULT-VALUE}")
  private int waitSeconds;

  @Mixin private Connection connection;

  AuditCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Waiting.requireSeconds("--wait", waitSeconds, 0, Waiting.MAX_SERVICE_WAIT_SECONDS);
    AuditReport audit = connection.service().audit(Duration.ofSeconds(waitSeconds));
    Report.print(console.out(), audit);
    return audit.passed() ? ExitCode.OK : ExitCode.VIOLATION;
  }
}
