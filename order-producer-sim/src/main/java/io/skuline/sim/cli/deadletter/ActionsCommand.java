package io.skuline.sim.cli.deadletter;

import io.skuline.sim.admin.DeadLetterClient;
import io.skuline.sim.admin.Page;
import io.skuline.sim.admin.ReportedAction;
import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.ExitCode;
import io.skuline.sim.cli.shared.OperatorOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what operators did to dead letters. */
@Command(
    name = "actions",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists what operators did to dead letters, the oldest action first.")
final class ActionsCommand implements Callable<Integer> {

  private final Console console;

  @Option(names = "--letter", paramLabel = "ID", description = "Only actions on this dead letter.")
  private Long letter;

  @Mixin private OperatorOptions operator;

  ActionsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    DeadLetterClient client = operator.client(console);
    String after = null;
    do {
      Page<ReportedAction> page = client.actions(letter, after, DeadLetterClient.MAX_PAGE);
      page.items().forEach(action -> console.out().println(ActionLine.of(action)));
      after = page.next();
    } while (after != null);
    console.out().flush();
    return ExitCode.OK;
  }
}
