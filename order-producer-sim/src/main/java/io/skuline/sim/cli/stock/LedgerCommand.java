package io.skuline.sim.cli.stock;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Holds the commands about the movements in the database. */
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    description = "Exports the movements that the database has stored.")
public final class LedgerCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    CommandLine command = spec.commandLine();
    throw new ParameterException(command, "Say what: ledger export");
  }
}
