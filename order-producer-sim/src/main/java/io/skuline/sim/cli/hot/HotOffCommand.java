package io.skuline.sim.cli.hot;

import io.skuline.event.Limits;
import io.skuline.sim.admin.HotInterval;
import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.ExitCode;
import io.skuline.sim.cli.shared.OperatorOptions;
import io.skuline.sim.cli.shared.TimeArgument;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends the intervals in which a SKU is hot. */
@Command(
    name = "off",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Ends the intervals in which a SKU is hot, and calls off what has not begun.",
      "The service records who did it, and why."
    },
    footer = "%nExit code 2 if the service refuses; the reason is printed.")
final class HotOffCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "SKU", description = "The SKU.")
  private String sku;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description =
          "End: 2026-11-27T08:00:00Z, or 30m, 2h, 7d from now. Default: as soon as the service"
              + " allows, which is skuline.hot.notice from now")
  private String until;

  @Option(
      names = "--note",
      paramLabel = "TEXT",
      description = "Why, in your words; it is recorded.")
  private String note;

  @Mixin private OperatorOptions operator;

  HotOffCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Limits.requireId("SKU", sku);
    Instant now = console.clock().instant();
    List<HotInterval> ended =
        operator
            .hotSkus(console)
            .off(sku, until == null ? null : TimeArgument.ahead(until, now), note);
    new HotTable(console.out(), now).print(ended);
    return ExitCode.OK;
  }
}
