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
    description = "Lists the SKUs of which nothing is decided, and why.",
    footer = "%nExit code 1 if there is one.")
public final class QuarantineCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private OperatorOptions operator;

  QuarantineCommand(Console console) {
    this.console = console;
  }

  /** With everything that can be done about them. */
  public static CommandLine with(Console console) {
    return new CommandLine(new QuarantineCommand(console))
        .addSubcommand("list", new QuarantineCommand(console))
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
          .printf("    Redis: %s; database: %s%n", level(each.decided()), level(each.stored()));
    }
    return ExitCode.VIOLATION;
  }

  static String level(QuarantinedSku.Level level) {
    return level == null
        ? "not there"
        : "%,d at number %d".formatted(level.available(), level.sequence());
  }
}
