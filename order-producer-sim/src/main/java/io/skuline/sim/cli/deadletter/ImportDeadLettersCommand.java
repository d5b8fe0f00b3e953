package io.skuline.sim.cli.deadletter;

import io.skuline.sim.admin.DeadLetterClient;
import io.skuline.sim.admin.RequestRefusedException;
import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.ExitCode;
import io.skuline.sim.cli.shared.Input;
import io.skuline.sim.cli.shared.OperatorOptions;
import io.skuline.sim.file.CountingStream;
import io.skuline.sim.file.LineException;
import io.skuline.sim.file.LineParts;
import io.skuline.sim.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes the service store the dead letters of an export, however many there are. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Stores the dead letters of an export. Those that are stored already are skipped.")
final class ImportDeadLettersCommand implements Callable<Integer> {

  /**
   * The size of one request. A service that stops at a bad line may not read on, and its answer
   * would be lost behind a long body. So there are many short requests.
   */
  private static final int PART_BYTES = 1 << 20;

  /**
   * The most bytes of one request. Two bodies of the broker's 4 MiB in Base64 are 11 MiB, and there
   * are properties, too.
   */
  private static final int MAX_PART_BYTES = 1 << 25;

  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "File of the export; - for the standard input.")
  private String file;

  @Mixin private OperatorOptions operator;

  ImportDeadLettersCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, LineException {
    boolean standardInput = file.equals("-");
    Path path = standardInput ? null : Input.path(file);
    DeadLetterClient client = operator.client(console);
    long imported = 0;
    long known = 0;
    try (CountingStream in =
            new CountingStream(standardInput ? console.in() : Files.newInputStream(path));
        LineParts parts = new LineParts(in, PART_BYTES, MAX_PART_BYTES);
        Progress progress =
            console.progress().start("Importing", "bytes", standardInput ? -1 : Files.size(path))) {
      for (byte[] part = parts.next(); part != null; part = parts.next()) {
        DeadLetterClient.Imported sums = send(client, part, parts.firstLine());
        imported += sums.imported();
        known += sums.known();
        progress.at(in.bytes());
      }
    }
    console.out().printf("%,d dead letters imported, %,d known.%n", imported, known);
    return ExitCode.OK;
  }

  /**
   * Sends a part. The service counts the lines of the part, so the message gets the line in the
   * file.
   */
  private static DeadLetterClient.Imported send(
      DeadLetterClient client, byte[] part, long firstLine) {
    try {
      return client.load(part);
    } catch (RequestRefusedException e) {
      throw firstLine == 1
          ? e
          : new RequestRefusedException(
              "%s (counted from line %d of the file; those before it are imported)"
                  .formatted(e.getMessage(), firstLine));
    }
  }
}
