package io.skuline.sim.cli.reconcile;

import io.skuline.sim.admin.ReportedAudit;
import io.skuline.sim.cli.shared.ConnectionOptions;
import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.ExitCode;
import io.skuline.sim.cli.shared.WaitOptions;
import io.skuline.sim.simulation.SaleReport;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks the invariants over everything that the service has stored. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Checks all invariants over Redis and the database. Exit code 1 on any violation.")
public final class AuditCommand implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Time that the database may take to catch up. Default: ${DEFAULT-VALUE}")
  private int waitSeconds;

  @Mixin private ConnectionOptions connection;

  public AuditCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    WaitOptions.requireSeconds("--wait", waitSeconds, 0, WaitOptions.MAX_SERVICE_WAIT_SECONDS);
    ReportedAudit audit = connection.service().audit(Duration.ofSeconds(waitSeconds));
    SaleReport.print(console.out(), audit);
    return audit.passed() ? ExitCode.OK : ExitCode.VIOLATION;
  }
}
