package io.skuline.sim.cli.reconcile;

import io.skuline.event.Limits;
import io.skuline.sim.admin.QuarantinedSku;
import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.ExitCode;
import io.skuline.sim.cli.shared.OperatorOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets a SKU out of quarantine. */
@Command(
    name = "repair",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lets a SKU out of quarantine, if that is safe; who, how and why are recorded.",
    footer = "%nExit code 2 if the service refuses, and why.")
final class RepairCommand implements Callable<Integer> {

  /** The service knows what they do. */
  enum How {
    TRUST_DATABASE,
    RELEASE
  }

  private final Console console;

  @Parameters(paramLabel = "SKU")
  private String sku;

  @Option(
      names = "--how",
      required = true,
      description = {
        "TRUST_DATABASE: it gets what its movements in the database make.",
        "RELEASE: it stays as it is, because somebody has mended it."
      })
  private How how;

  @Option(names = "--note", required = true, description = "Why; it is recorded.")
  private String note;

  @Mixin private OperatorOptions operator;

  RepairCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Limits.requireId("SKU", sku);
    QuarantinedSku mended = operator.reconciliation(console).repair(sku, how.name(), note);
    console
        .out()
        .printf(
            "%s is sold again: %s, by %s%n",
            mended.sku(),
            QuarantineCommand.level(mended.release().level()),
            mended.release().who());
    return ExitCode.OK;
  }
}
