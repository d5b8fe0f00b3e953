package io.skuline.sim.cli.reconcile;

import io.skuline.sim.admin.QuarantinedSku;
import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.ExitCode;
import io.skuline.sim.cli.shared.OperatorOptions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the SKUs in quarantine. */
@Command(
    name = "quarantine",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists the SKUs in quarantine, of which nothing is decided, and the reasons.",
    footer = "%nExit code 1 if a SKU is in quarantine.")
public final class QuarantineCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private OperatorOptions operator;

  QuarantineCommand(Console console) {
    this.console = console;
  }

  /** Returns the command with its subcommands. */
  public static CommandLine with(Console console) {
    return new CommandLine(new QuarantineCommand(console))
        .addSubcommand(new CommandLine(new QuarantineCommand(console)).setCommandName("list"))
        .addSubcommand(new RepairCommand(console));
  }

  @Override
  public Integer call() {
    List<QuarantinedSku> skus = operator.reconciliation(console).quarantined();
    if (skus.isEmpty()) {
      console.out().println("No SKU is in quarantine.");
      return ExitCode.OK;
    }
    for (QuarantinedSku each : skus) {
      console.out().printf("%s  %s  since %s%n", each.sku(), each.kind(), each.since());
      console.out().println("    " + each.why());
      console
          .out()
          .printf(
              "    Redis: %s; database: %s%n",
              QuarantinedSku.Level.text(each.decided()), QuarantinedSku.Level.text(each.stored()));
    }
    return ExitCode.VIOLATION;
  }
}
