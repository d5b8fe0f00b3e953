package io.skuline.sim.cli.reconcile;

import io.skuline.sim.admin.VerificationReport;
import io.skuline.sim.cli.shared.ConnectionOptions;
import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.ExitCode;
import io.skuline.sim.cli.shared.WaitOptions;
import io.skuline.sim.progress.Progress;
import io.skuline.sim.simulation.SaleReport;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the service add up every movement of the database. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Adds up all movements of the database and compares the sums with its stock rows, while"
            + " selling goes on. Exit code 1 if a SKU does not add up.")
public final class VerifyCommand implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "Time that movements on their way to the database may take. Default: ${DEFAULT-VALUE}")
  private int waitSeconds;

  @Mixin private ConnectionOptions connection;

  public VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    WaitOptions.requireSeconds("--wait", waitSeconds, 0, WaitOptions.MAX_SERVICE_WAIT_SECONDS);
    VerificationReport report;
    try (Progress progress = console.progress().start("Adding up", "movements", -1)) {
      report = connection.service().verify(Duration.ofSeconds(waitSeconds), progress::at);
    }
    SaleReport.print(console.out(), report);
    return report.passed() ? ExitCode.OK : ExitCode.VIOLATION;
  }
}
