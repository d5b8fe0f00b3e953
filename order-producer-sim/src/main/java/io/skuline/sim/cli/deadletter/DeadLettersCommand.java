package io.skuline.sim.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Messages that were set aside. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    description = "Lists, shows, corrects, replays and discards messages that were set aside.",
    footer = "%nThe password is in SKULINE_CONSOLE_PASSWORD, or is asked for.")
final class DeadLettersCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** With everything that can be done to dead letters. */
  static CommandLine with(Console console) {
    return new CommandLine(new DeadLettersCommand())
        .addSubcommand(new ListLettersCommand(console))
        .addSubcommand(new ShowLetterCommand(console))
        .addSubcommand(new ReplayCommand(console))
        .addSubcommand(new RunCommand(console))
        .addSubcommand(new EditLetterCommand(console))
        .addSubcommand(new DiscardCommand(console))
        .addSubcommand(new ExportLettersCommand(console))
        .addSubcommand(new ImportLettersCommand(console))
        .addSubcommand(new ActionsCommand(console));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what: " + String.join(", ", spec.subcommands().keySet()));
  }
}
