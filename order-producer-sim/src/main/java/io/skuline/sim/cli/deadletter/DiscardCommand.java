package io.skuline.sim.cli.deadletter;

import io.skuline.sim.admin.SelectionRequest;
import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.ExitCode;
import io.skuline.sim.cli.shared.OperatorOptions;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Marks dead letters as never to be replayed. */
@Command(
    name = "discard",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Marks dead letters as never to be replayed. They are kept, with your reason.",
    footer = "%nA filter selects only dead letters that are PARKED, unless it has a --state.")
final class DiscardCommand implements Callable<Integer> {

  /** The form of a reason code, which was probably meant as a filter. */
  private static final Pattern CODE = Pattern.compile("[A-Z]+(_[A-Z]+)+");

  private final Console console;

  @Mixin private DeadLetterSelectionOptions choice;
  @Mixin private DeadLetterFilterOptions.ByLetterReason filter;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why, in your words; it is kept with the dead letters.")
  private String reason;

  @Mixin private OperatorOptions operator;

  DiscardCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (reason.isBlank() || CODE.matcher(reason).matches()) {
      throw new IllegalArgumentException(
          "--reason is your reason, in words; --letter-reason selects dead letters");
    }
    SelectionRequest selection = choice.of(filter, "PARKED", console.clock().instant());
    long discarded = operator.client(console).discard(selection, reason);
    console.out().printf("%,d dead letters discarded.%n", discarded);
    long missing = selection.missing(discarded);
    if (missing > 0) {
      console.err().printf("%,d of the dead letters cannot be discarded now.%n", missing);
      return ExitCode.VIOLATION;
    }
    return ExitCode.OK;
  }
}
