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

/** Watches a replay that goes on, or stops it. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Watches a replay until it ends, or stops it.",
    footer = "%nExit code 0 only if all letters were replayed, or if it was to be stopped.")
final class ReplayStatusCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(index = "0", paramLabel = "RUN")
  private long id;

  @Option(names = "--stop", description = "Send nothing more. What is sent stays sent.")
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
