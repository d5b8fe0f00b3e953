package io.skuline.sim.cli.hot;

import io.skuline.event.SpreadGroups;
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

/** Declares a SKU hot. */
@Command(
    name = "on",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Declares a SKU hot for its orders that are created in an interval.",
      "The service records who did it, and why."
    },
    footer = "%nExit code 2 if the service refuses; the reason is printed.")
final class HotOnCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "SKU", description = "The SKU, of at most 60 characters.")
  private String sku;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Beginning: 2026-11-27T08:00:00Z, or 30m, 2h, 7d from now. Default: as soon as the"
              + " service allows, which is skuline.hot.notice from now")
  private String from;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "End, written like the beginning. Default: until it is switched off")
  private String until;

  @Option(
      names = "--buckets",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description =
          "Into how many parts of several Redis partitions the stock is divided, 2 to 16, if one"
              + " Redis is too slow for the SKU. Default: 1, undivided")
  private int buckets;

  @Option(
      names = "--note",
      paramLabel = "TEXT",
      description = "Why, in your words; it is recorded.")
  private String note;

  @Mixin private OperatorOptions operator;

  HotOnCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    SpreadGroups.requireSpreadable("SKU", sku);
    Instant now = console.clock().instant();
    HotInterval interval =
        operator
            .hotSkus(console)
            .on(
                sku,
                from == null ? null : TimeArgument.ahead(from, now),
                until == null ? null : TimeArgument.ahead(until, now),
                buckets,
                note);
    new HotTable(console.out(), now).print(List.of(interval));
    return ExitCode.OK;
  }
}
