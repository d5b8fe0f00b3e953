package io.skuline.sim.cli.hot;

import io.skuline.sim.cli.shared.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Holds the commands about hot SKUs. */
@Command(
    name = "hot",
    mixinStandardHelpOptions = true,
    description =
        "Switches SKUs hot: the orders of a hot SKU wait in 16 queues instead of one, by order id.")
public final class HotCommand implements Runnable {

  @Spec private CommandSpec spec;

  private HotCommand() {}

  /** Returns the command with its subcommands. */
  public static CommandLine with(Console console) {
    return new CommandLine(new HotCommand())
        .addSubcommand(new HotListCommand(console))
        .addSubcommand(new HotOnCommand(console))
        .addSubcommand(new HotOffCommand(console));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what: hot list, hot on or hot off");
  }
}
