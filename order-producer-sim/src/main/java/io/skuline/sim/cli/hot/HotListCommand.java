package io.skuline.sim.cli.hot;

import io.skuline.event.Limits;
import io.skuline.sim.admin.HotInterval;
import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.ExitCode;
import io.skuline.sim.cli.shared.OperatorOptions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists the intervals in which SKUs are hot. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Lists the intervals in which SKUs are hot: those that have not ended, or not 30 days ago.")
final class HotListCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(arity = "0..1", paramLabel = "SKU", description = "Only those of this SKU.")
  private String sku;

  @Mixin private OperatorOptions operator;

  HotListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (sku != null) {
      Limits.requireId("SKU", sku);
    }
    List<HotInterval> intervals =
        operator.hotSkus(console).list().stream()
            .filter(each -> sku == null || each.sku().equals(sku))
            .toList();
    if (intervals.isEmpty()) {
      console.out().println(sku == null ? "No SKU is hot." : sku + " is not hot.");
    } else {
      new HotTable(console.out(), console.clock().instant()).print(intervals);
    }
    return ExitCode.OK;
  }
}
