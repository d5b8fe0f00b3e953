package io.skuline.sim.cli.deadletter;

import io.skuline.sim.admin.DeadLetterClient;
import io.skuline.sim.admin.DryRun;
import io.skuline.sim.admin.ReplayRun;
import io.skuline.sim.admin.SelectionRequest;
import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.ExitCode;
import io.skuline.sim.cli.shared.OperatorOptions;
import io.skuline.sim.simulation.ReportTable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Replays dead letters and waits for the outcomes. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Sends dead letters to their topics again and prints the outcomes.",
    footer = "%nExit code 0 only if all were replayed. After Ctrl-C the replay goes on.")
final class ReplayCommand implements Callable<Integer> {

  private static final int MAX_RATE = 10_000;

  private final Console console;

  @Mixin private DeadLetterSelectionOptions choice;
  @Mixin private DeadLetterFilterOptions.ByReason filter;

  @Option(names = "--dry-run", description = "Only print what would be replayed.")
  private boolean dryRun;

  @Option(
      names = "--rate",
      paramLabel = "PER_SECOND",
      description = "At most this many a second, 1 to 10000. Default: 200, the service's own")
  private Integer rate;

  @Option(
      names = "--again",
      description = "Replay dead letters that are replayed or discarded already, too.")
  private boolean again;

  @Option(names = "--no-wait", description = "Start the replay and do not wait for it.")
  private boolean noWait;

  @Mixin private OperatorOptions operator;

  ReplayCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (rate != null && (rate < 1 || rate > MAX_RATE)) {
      throw new IllegalArgumentException("--rate must be 1 to " + MAX_RATE);
    }
    SelectionRequest selection = choice.of(filter, null, console.clock().instant());
    DeadLetterClient client = operator.client(console);
    if (dryRun) {
      return printDryRun(client, selection);
    }
    ReplayRun run = client.replay(selection, rate, again);
    if (noWait) {
      console.out().printf("Run %d replays %,d dead letters.%n", run.id(), run.total());
      ReplayWatch.sayHow(console.out(), run.id());
      return ExitCode.OK;
    }
    int code = new ReplayWatch(console, client).follow(run);
    return missing(selection, run.total()) ? ExitCode.VIOLATION : code;
  }

  private int printDryRun(DeadLetterClient client, SelectionRequest selection) {
    DryRun sums =
        client.dryRun(
            selection, rate, again, outcome -> console.out().println(ReplayWatch.line(outcome)));
    new ReportTable("Dry run: nothing was sent")
        .row("dead letters", sums.total())
        .row("would replay", sums.wouldReplay())
        .row("refused", sums.refused())
        .print(console.out());
    boolean missing = missing(selection, sums.total());
    return sums.refused() == 0 && !missing ? ExitCode.OK : ExitCode.VIOLATION;
  }

  /** Returns whether dead letters that were named do not exist, or cannot be replayed. */
  private boolean missing(SelectionRequest selection, long found) {
    long missing = selection.missing(found);
    if (missing > 0) {
      console
          .err()
          .printf(
              "%,d of the dead letters are not PARKED, or unknown."
                  + " --again replays the others, too.%n",
              missing);
    }
    return missing > 0;
  }
}
