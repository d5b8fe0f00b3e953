package io.skuline.sim.cli;

import io.skuline.sim.file.CountingStream;
import io.skuline.sim.gateway.DeadLetterClient;
import io.skuline.sim.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Has the service store what an export wrote; any number of letters. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Stores what an export wrote. Letters that are there already are passed over.")
final class ImportLettersCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(index = "0", paramLabel = "FILE", description = "- for the standard input.")
  private String file;

  @Mixin private Operator operator;

  ImportLettersCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    boolean standardInput = file.equals("-");
    Path path = standardInput ? null : Input.path(file);
    DeadLetterClient client = operator.client(console);
    DeadLetterClient.Imported sums;
    try (InputStream in = standardInput ? console.in() : Files.newInputStream(path);
        Progress progress =
            console.progress().start("Importing", "bytes", standardInput ? -1 : Files.size(path))) {
      sums = client.load(() -> new CountingStream(in, progress::at));
    }
    console.out().printf("%,d letters imported, %,d known.%n", sums.imported(), sums.known());
    return ExitCode.OK;
  }
}
