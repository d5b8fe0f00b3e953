package io.skuline.sim.cli.deadletter;

import io.skuline.sim.admin.DeadLetterClient;
import io.skuline.sim.admin.Page;
import io.skuline.sim.admin.ReplayOutcome;
import io.skuline.sim.admin.ReplayRun;
import io.skuline.sim.admin.UnreachableException;
import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.ExitCode;
import io.skuline.sim.cli.shared.Printable;
import io.skuline.sim.cli.shared.ShutdownMessage;
import io.skuline.sim.progress.Progress;
import io.skuline.sim.simulation.ReportTable;
import java.io.PrintStream;
import java.util.Locale;

/** Follows a replay job until its end and prints the outcomes. */
final class ReplayWatch {

  private static final long POLL_MILLIS = 200;

  private final Console console;
  private final DeadLetterClient client;

  ReplayWatch(Console console, DeadLetterClient client) {
    this.console = console;
    this.client = client;
  }

  /**
   * Shows progress, then a line for each dead letter that was not replayed, then the sums.
   *
   * @return the exit code, 0 if all were replayed
   * @throws UnreachableException if the service does not answer any more; the replay job goes on
   */
  int follow(ReplayRun started) {
    ReplayRun run = started.running() ? awaitEnd(started) : started;
    return report(run);
  }

  /** Prints the outcomes so far, whether the replay job has ended or not. */
  int report(ReplayRun run) {
    printOthers(run.id());
    new ReportTable("Replay, run %d: %s".formatted(run.id(), run.state().toLowerCase(Locale.ROOT)))
        .row("dead letters", run.total())
        .row("replayed", run.replayed())
        .row("parked again", run.parkedAgain())
        .row("refused", run.refused())
        .row("open", run.open())
        .print(console.out());
    return run.allReplayed() ? ExitCode.OK : ExitCode.VIOLATION;
  }

  private ReplayRun awaitEnd(ReplayRun started) {
    ReplayRun run = started;
    try (ShutdownMessage interruption = ShutdownMessage.print(() -> leave(started.id()));
        Progress progress =
            console.progress().start("Replaying", "dead letters", started.total())) {
      while (run.running()) {
        progress.at(run.finished());
        interruption.pause(POLL_MILLIS);
        run = client.run(run.id());
      }
      progress.at(run.finished());
    } catch (UnreachableException e) {
      leave(started.id());
      throw e;
    }
    return run;
  }

  private void leave(long run) {
    console.err().printf("%nRun %d goes on without this command.%n", run);
    sayHow(console.err(), run);
  }

  private void printOthers(long run) {
    String after = null;
    do {
      Page<ReplayOutcome> page = client.outcomes(run, after, DeadLetterClient.MAX_PAGE);
      page.items().stream()
          .filter(outcome -> !outcome.replayed())
          .forEach(outcome -> console.out().println(line(outcome)));
      after = page.next();
    } while (after != null);
  }

  static String line(ReplayOutcome outcome) {
    String detail = outcome.detail() == null ? "" : Printable.of(outcome.detail());
    return "letter %-8d  %-12s  %s"
        .formatted(outcome.letter(), Printable.of(outcome.outcome()), detail)
        .stripTrailing();
  }

  /** Prints the commands that follow and stop a replay job. */
  static void sayHow(PrintStream out, long run) {
    out.printf("  watch it: skuline dead-letters run %d%n", run);
    out.printf("  stop it:  skuline dead-letters run %d --stop%n", run);
    out.flush();
  }
}
