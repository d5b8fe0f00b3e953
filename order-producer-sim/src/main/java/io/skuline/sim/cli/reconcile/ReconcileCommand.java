package io.skuline.sim.cli.reconcile;

import io.skuline.sim.admin.ReportedPass;
import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.ExitCode;
import io.skuline.sim.cli.shared.OperatorOptions;
import io.skuline.sim.progress.Progress;
import io.skuline.sim.simulation.SaleReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes the service compare Redis with the database now. */
@Command(
    name = "reconcile",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Compares every SKU in Redis with the database, while selling goes on. SKUs that differ go"
            + " into quarantine.",
    footer =
        "%nExit code 1 if a SKU differs or is in quarantine, or if an anomaly is open; 3 if the"
            + " pass could not be completed.")
public final class ReconcileCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private OperatorOptions operator;

  public ReconcileCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ReportedPass report;
    try (Progress progress = console.progress().start("Comparing", "SKUs", -1)) {
      report = operator.reconciliation(console).pass(progress::at);
    }
    SaleReport.print(console.out(), report);
    if (report.passed()) {
      return ExitCode.OK;
    }
    boolean different = report.found() > 0 || report.quarantined() > 0 || report.anomalies() > 0;
    return different ? ExitCode.VIOLATION : ExitCode.UNREACHABLE;
  }
}
