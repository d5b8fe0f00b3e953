package io.skuline.sim.cli.stock;

import io.skuline.event.Limits;
import io.skuline.sim.admin.ReportedLevel;
import io.skuline.sim.cli.shared.ConnectionOptions;
import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.ExitCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints the stock of some SKUs. */
@Command(
    name = "stock",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Prints the available units of each SKU, and the number of its last movement.",
    footer = "%nExit code 1 if the service does not know one of the SKUs.")
public final class StockCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(arity = "0..*", paramLabel = "SKU", description = "The SKUs to look up.")
  private List<String> skus;

  @Mixin private ConnectionOptions connection;

  public StockCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (skus == null) {
      throw new IllegalArgumentException("Which SKUs? Or is it: stock load FILE");
    }
    skus.forEach(sku -> Limits.requireId("SKU", sku));
    Map<String, ReportedLevel> levels = connection.service().stock(skus);
    int width = Math.max(3, skus.stream().mapToInt(String::length).max().orElse(0));
    String row = "%-" + width + "s  %12s  %10s%n";
    console.out().printf(Locale.ROOT, row, "SKU", "available", "sequence");
    for (String sku : skus) {
      ReportedLevel level = levels.get(sku);
      String available = level == null ? "unknown" : "%,d".formatted(level.available());
      String sequence = level == null ? "-" : Long.toString(level.sequence());
      console.out().printf(Locale.ROOT, row, sku, available, sequence);
    }
    return levels.keySet().containsAll(skus) ? ExitCode.OK : ExitCode.VIOLATION;
  }
}
