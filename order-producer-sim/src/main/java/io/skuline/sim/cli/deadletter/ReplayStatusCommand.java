package io.skuline.sim.cli.deadletter;

import io.skuline.sim.admin.DeadLetterClient;
import io.skuline.sim.admin.ReplayRun;
import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.ExitCode;
import io.skuline.sim.cli.shared.OperatorOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Follows a replay job until its end, or stops it. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Follows a replay job until its end, or stops it.",
    footer = "%nExit code 0 only if all dead letters were replayed, or with --stop.")
final class ReplayStatusCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(index = "0", paramLabel = "RUN", description = "Number of the replay job.")
  private long id;

  @Option(
      names = "--stop",
      description = "Stop the replay job. Messages that are sent already stay sent.")
  private boolean stop;

  @Mixin private OperatorOptions operator;

  ReplayStatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    DeadLetterClient client = operator.client(console);
    ReplayWatch watch = new ReplayWatch(console, client);
    if (stop) {
      watch.report(client.stop(id));
      return ExitCode.OK;
    }
    ReplayRun run = client.run(id);
    return watch.follow(run);
  }
}
