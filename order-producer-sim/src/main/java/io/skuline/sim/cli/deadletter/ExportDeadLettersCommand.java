package io.skuline.sim.cli.deadletter;

import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.ExitCode;
import io.skuline.sim.cli.shared.LineCopy;
import io.skuline.sim.cli.shared.OperatorOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Copies dead letters with their bodies to a file or the output, however many there are. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Writes dead letters in any state with their bodies, one JSON object per line.")
final class ExportDeadLettersCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private DeadLetterFilterOptions.ByReason filter;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write to this file instead of the output.")
  private Path output;

  @Mixin private OperatorOptions operator;

  ExportDeadLettersCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Map<String, String> wanted = filter.values(null, console.clock().instant());
    try (InputStream deadLetters = operator.client(console).export(wanted)) {
      LineCopy.copy(deadLetters, output, console, "dead letters", 0);
    }
    return ExitCode.OK;
  }
}
