package io.skuline.sim.cli.reconcile;

import io.skuline.event.Limits;
import io.skuline.sim.admin.QuarantinedSku;
import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.ExitCode;
import io.skuline.sim.cli.shared.OperatorOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Repairs a SKU and ends its quarantine. */
@Command(
    name = "repair",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Repairs a SKU and ends its quarantine, if that is safe.",
      "The service records who repaired it, how and why."
    },
    footer = "%nExit code 2 if the service refuses; the reason is printed.")
final class RepairCommand implements Callable<Integer> {

  /** How the service repairs a SKU before it releases it. */
  enum ReleaseMode {
    /** Redis and the stock row get the sum of the SKU's movements. */
    TRUST_DATABASE,
    /** Nothing is changed: an operator has repaired the SKU. */
    RELEASE
  }

  /** One option under two names. */
  private static final class Mode {

    @Option(
        names = "--mode",
        required = true,
        paramLabel = "MODE",
        description = {
          "TRUST_DATABASE: Redis and the stock row get the sum of the SKU's movements.",
          "RELEASE: nothing is changed, because an operator has repaired the SKU."
        })
    private ReleaseMode mode;

    /** The name of the option in earlier versions. */
    @Option(names = "--how", required = true, hidden = true)
    private ReleaseMode how;

    ReleaseMode get() {
      return mode == null ? how : mode;
    }
  }

  private final Console console;

  @Parameters(paramLabel = "SKU", description = "The SKU in quarantine.")
  private String sku;

  @ArgGroup(multiplicity = "1")
  private Mode mode;

  @Option(
      names = "--note",
      required = true,
      paramLabel = "TEXT",
      description = "Why, in your words; it is recorded.")
  private String note;

  @Mixin private OperatorOptions operator;

  RepairCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Limits.requireId("SKU", sku);
    QuarantinedSku repaired = operator.reconciliation(console).repair(sku, mode.get().name(), note);
    console
        .out()
        .printf(
            "%s is sold again: %s, by %s%n",
            repaired.sku(),
            QuarantinedSku.Level.text(repaired.release().level()),
            repaired.release().who());
    return ExitCode.OK;
  }
}
