package io.skuline.sim.cli.deadletter;

import io.skuline.sim.admin.ReportedDeadLetter;
import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.ExitCode;
import io.skuline.sim.cli.shared.OperatorOptions;
import io.skuline.sim.cli.shared.Printable;
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
    description = "Shows a dead letter: the reason, the body, and what operators did to it.")
final class ShowDeadLetterCommand implements Callable<Integer> {

  /** How the dead letter is written. */
  enum Format {
    text,
    json
  }

  private final Console console;

  @Parameters(index = "0", paramLabel = "ID", description = "Id of the dead letter.")
  private long id;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
  private Format format;

  @Mixin private OperatorOptions operator;

  ShowDeadLetterCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    JsonNode letter = operator.client(console).letter(id);
    if (format == Format.json) {
      letter.toPrettyString().lines().map(Printable::of).forEach(console.out()::println);
    } else {
      DeadLetterPrinter.print(console.out(), ReportedDeadLetter.of(letter));
    }
    console.out().flush();
    return ExitCode.OK;
  }
}
