package io.skuline.sim.cli.deadletter;

import io.skuline.sim.cli.shared.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Holds the commands about dead letters. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    description = "Lists, shows, corrects, replays and discards dead letters.",
    footer = "%nThe password is in SKULINE_CONSOLE_PASSWORD, or is asked for on the terminal.")
public final class DeadLettersCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Returns the command with its subcommands. */
  public static CommandLine with(Console console) {
    return new CommandLine(new DeadLettersCommand())
        .addSubcommand(new ListDeadLettersCommand(console))
        .addSubcommand(new ShowDeadLetterCommand(console))
        .addSubcommand(new ReplayCommand(console))
        .addSubcommand(new ReplayStatusCommand(console))
        .addSubcommand(new EditDeadLetterCommand(console))
        .addSubcommand(new DiscardCommand(console))
        .addSubcommand(new ExportDeadLettersCommand(console))
        .addSubcommand(new ImportDeadLettersCommand(console))
        .addSubcommand(new ActionsCommand(console));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what: " + String.join(", ", spec.subcommands().keySet()));
  }
}
