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

/** Records that the anomalies of an order have been made good. */
@Command(
    name = "settle",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Records that the anomalies of an order have been made good, by whom and how.",
      "It changes no stock. If units must change, publish a StockAdjusted of kind CORRECTION."
    },
    footer = "%nExit code 2 if the service refuses; the reason is printed.")
final class SettleCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "ORDER", description = "Id of the order, or of the adjustment.")
  private String orderId;

  @Option(
      names = "--note",
      required = true,
      paramLabel = "TEXT",
      description = "How, in your words; it is recorded.")
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
