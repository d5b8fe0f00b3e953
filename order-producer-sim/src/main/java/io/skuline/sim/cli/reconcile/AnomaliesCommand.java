package io.skuline.sim.cli.reconcile;

import io.skuline.sim.admin.ReportedAnomaly;
import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.ExitCode;
import io.skuline.sim.cli.shared.OperatorOptions;
import io.skuline.sim.cli.shared.Printable;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the anomalies of the ledger. */
@Command(
    name = "anomalies",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Lists published answers that contradict what the database has stored. Until an operator"
            + " settles them, audit, verify and reconcile do not pass.",
    footer = "%nExit code 1 if an anomaly is open.")
public final class AnomaliesCommand implements Callable<Integer> {

  private final Console console;

  @Option(names = "--all", description = "List settled anomalies, too.")
  private boolean all;

  @Mixin private OperatorOptions operator;

  AnomaliesCommand(Console console) {
    this.console = console;
  }

  /** Returns the command with its subcommands. */
  public static CommandLine with(Console console) {
    return new CommandLine(new AnomaliesCommand(console))
        .addSubcommand(new CommandLine(new AnomaliesCommand(console)).setCommandName("list"))
        .addSubcommand(new SettleCommand(console));
  }

  @Override
  public Integer call() {
    List<ReportedAnomaly> anomalies = operator.reconciliation(console).anomalies(all);
    boolean open = anomalies.stream().anyMatch(each -> each.settlement() == null);
    if (!open) {
      console.out().println("No anomaly is open.");
    }
    anomalies.forEach(this::print);
    return open ? ExitCode.VIOLATION : ExitCode.OK;
  }

  private void print(ReportedAnomaly each) {
    console.out().printf("%s  SKU %s  since %s%n", each.orderId(), each.sku(), each.seenAt());
    console.out().println("    " + each.detail());
    ReportedAnomaly.Settlement settlement = each.settlement();
    if (settlement != null) {
      console
          .out()
          .printf(
              "    settled by %s at %s: %s%n",
              settlement.who(), settlement.at(), Printable.of(settlement.note()));
    }
  }
}
