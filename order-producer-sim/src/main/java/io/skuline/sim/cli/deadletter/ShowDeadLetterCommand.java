package io.skuline.sim.cli;

import io.skuline.sim.gateway.DeadLetter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows one dead letter. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Shows a letter: why it is here, its body, and what was done to it.")
final class ShowLetterCommand implements Callable<Integer> {

  /** How the letter is written. */
  enum Format {
    text,
    json
  }

  private final Console console;

  @Parameters(index = "0", paramLabel = "ID")
  private long id;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
  private Format format;

  @Mixin private Operator operator;

  ShowLetterCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    JsonNode letter = operator.client(console).letter(id);
    if (format == Format.json) {
      letter.toPrettyString().lines().map(Printable::of).forEach(console.out()::println);
    } else {
      LetterSheet.print(console.out(), DeadLetter.of(letter));
    }
    console.out().flush();
    return ExitCode.OK;
  }
}
