package io.skuline.sim.cli.stock;

import io.skuline.event.Limits;
import io.skuline.sim.cli.shared.ConnectionOptions;
import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.ExitCode;
import io.skuline.sim.cli.shared.LineCopy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Copies every movement from the service to a file or the output, however many there are. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Writes all movements, ordered by SKU and sequence.")
public final class LedgerExportCommand implements Callable<Integer> {

  /** How the movements are written. */
  enum Format {
    ndjson,
    csv
  }

  private final Console console;

  @Option(
      names = "--format",
      defaultValue = "ndjson",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
  private Format format;

  @Option(names = "--sku", description = "Only the movements of this SKU.")
  private String sku;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write to this file instead of the output.")
  private Path output;

  @Mixin private ConnectionOptions connection;

  public LedgerExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (sku != null) {
      Limits.requireId("--sku", sku);
    }
    try (InputStream movements = connection.service().movements(format.name(), sku)) {
      LineCopy.copy(movements, output, console, "movements", format == Format.csv ? 1 : 0);
    }
    return ExitCode.OK;
  }
}
