package io.skuline.sim.cli.reconcile;

import io.skuline.event.Limits;
import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.ExitCode;
import io.skuline.sim.cli.shared.OperatorOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says that the anomalies of an order have been made good. */
@Command(
    name = "settle",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says that the anomalies of an order have been made good; who and how are recorded.",
      "It changes no stock: publish a StockAdjusted of kind CORRECTION where units are to change."
    },
    footer = "%nExit code 2 if the service refuses, and why.")
final class SettleCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "ORDER", description = "The order's id, or the adjustment's.")
  private String orderId;

  @Option(names = "--note", required = true, description = "How; it is recorded.")
  private String note;

  @Mixin private OperatorOptions operator;

  SettleCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Limits.requireId("ORDER", orderId);
    int settled = operator.reconciliation(console).settle(orderId, note).size();
    console.out().printf("%s is settled: %,d anomalies%n", orderId, settled);
    return ExitCode.OK;
  }
}
