package io.skuline.sim.cli;

import io.skuline.sim.file.LineException;
import io.skuline.sim.gateway.RefusedException;
import io.skuline.sim.gateway.UnreachableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Puts the commands together and turns what went wrong into a message and an exit code. */
final class Cli {

  private final Console console;

  Cli(Console console) {
    this.console = console;
  }

  int run(String... arguments) {
    return commands().execute(arguments);
  }

  /** All commands, ready to run. */
  CommandLine commands() {
    CommandLine stock = new CommandLine(new StockCommand(console));
    stock.addSubcommand(new StockLoadCommand(console));
    CommandLine ledger = new CommandLine(new LedgerCommand());
    ledger.addSubcommand(new LedgerExportCommand(console));
    return new CommandLine(new SkulineCommand())
        .addSubcommand(new SimulateCommand(console))
        .addSubcommand(new PublishCommand(console))
        .addSubcommand(stock)
        .addSubcommand(new WatchCommand(console))
        .addSubcommand(new AuditCommand(console))
        .addSubcommand(new StatusCommand(console))
        .addSubcommand(ledger)
        .addSubcommand(new VerifyCommand(console))
        .addSubcommand(DeadLettersCommand.with(console))
        .addSubcommand(new ReconcileCommand(console))
        .addSubcommand(QuarantineCommand.with(console))
        .addSubcommand(AnomaliesCommand.with(console))
        .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
        .setExecutionExceptionHandler(this::explain)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true);
  }

  private int explain(Exception problem, CommandLine command, ParseResult parsed) {
    if (problem instanceof UnreachableException) {
      tell(problem);
      return ExitCode.UNREACHABLE;
    }
    if (problem instanceof LineException
        || problem instanceof IllegalArgumentException
        || problem instanceof RefusedException
        || problem instanceof IOException) {
      tell(problem);
      return ExitCode.USAGE;
    }
    console.err().println("This should not have happened:");
    problem.printStackTrace(console.err());
    return ExitCode.DEFECT;
  }

  /** It may quote what somebody sent. */
  private void tell(Exception problem) {
    String.valueOf(problem.getMessage()).lines().map(Printable::of).forEach(console.err()::println);
  }
}
