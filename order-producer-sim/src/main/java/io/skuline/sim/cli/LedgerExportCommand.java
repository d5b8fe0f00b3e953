package io.skuline.sim.cli;

import io.skuline.sim.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Copies every movement from the service to a file or the output; of any size. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Writes all movements, by SKU and sequence.")
final class LedgerExportCommand implements Callable<Integer> {

  private static final int BUFFER = 1 << 16;

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

  @Option(names = "--sku", description = "Of this SKU only.")
  private String sku;

  @Option(names = "--output", paramLabel = "FILE", description = "Instead of the output.")
  private Path output;

  @Mixin private Connection connection;

  LedgerExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    try (InputStream movements = connection.service().movements(format.name(), sku)) {
      if (output == null) {
        copy(movements, console.out());
        console.out().flush();
      } else {
        try (OutputStream file = Files.newOutputStream(output)) {
          copy(movements, file);
        }
      }
    }
    return ExitCode.OK;
  }

  private void copy(InputStream from, OutputStream to) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long lines = format == Format.csv ? -1 : 0;
    try (Progress progress = console.progress().start("Exporting", "movements", -1)) {
      for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
        to.write(buffer, 0, read);
        for (int i = 0; i < read; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
        progress.at(lines);
      }
    }
  }
}
