package io.skuline.sim.cli;

import io.skuline.sim.admin.RequestRefusedException;
import io.skuline.sim.admin.UnreachableException;
import io.skuline.sim.cli.deadletter.DeadLettersCommand;
import io.skuline.sim.cli.hot.HotCommand;
import io.skuline.sim.cli.reconcile.AnomaliesCommand;
import io.skuline.sim.cli.reconcile.AuditCommand;
import io.skuline.sim.cli.reconcile.QuarantineCommand;
import io.skuline.sim.cli.reconcile.ReconcileCommand;
import io.skuline.sim.cli.reconcile.VerifyCommand;
import io.skuline.sim.cli.setup.SetupCommand;
import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.ExitCode;
import io.skuline.sim.cli.shared.Output;
import io.skuline.sim.cli.shared.Printable;
import io.skuline.sim.cli.shared.Values;
import io.skuline.sim.cli.simulate.SimulateCommand;
import io.skuline.sim.cli.stock.LedgerCommand;
import io.skuline.sim.cli.stock.LedgerExportCommand;
import io.skuline.sim.cli.stock.StockCommand;
import io.skuline.sim.cli.stock.StockLoadCommand;
import io.skuline.sim.file.LineException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** Assembles the commands, and turns each failure into one line and an exit code. */
final class Cli {

  private static final int MAX_CAUSES = 20;

  private final Console console;
  private boolean outputFailed;

  Cli(Console console) {
    this.console = console;
  }

  int run(String... arguments) {
    try {
      int code = commands().execute(arguments);
      if (!outputFailed) {
        console.out().flush();
      }
      return code;
    } catch (Output.FailedException e) {
      return outputFailed(e);
    }
  }

  /** Returns all commands, ready to run. */
  CommandLine commands() {
    CommandLine stock = new CommandLine(new StockCommand(console));
    stock.addSubcommand(new StockLoadCommand(console));
    CommandLine ledger = new CommandLine(new LedgerCommand());
    ledger.addSubcommand(new LedgerExportCommand(console));
    CommandLine commands =
        new CommandLine(new SkulineCommand())
            .addSubcommand(new SetupCommand(console))
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
            .addSubcommand(HotCommand.with(console))
            .addSubcommand(new AutoComplete.GenerateCompletion())
            .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
            .setParameterExceptionHandler(this::wrongUsage)
            .setExecutionExceptionHandler(this::explain)
            .setExecutionStrategy(withoutBlanks(new RunLast()))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpAutoWidth(true);
    Values.register(commands);
    return commands;
  }

  /**
   * Refuses empty values. An empty value usually comes from a variable that is not set, and it
   * means nothing to any command.
   */
  private IExecutionStrategy withoutBlanks(IExecutionStrategy strategy) {
    return parsed -> {
      for (ParseResult each = parsed; each != null; each = each.subcommand()) {
        for (ArgSpec argument : each.matchedArgs()) {
          if (isBlank(argument)) {
            throw new ParameterException(
                each.commandSpec().commandLine(), nameOf(argument) + " must not be empty");
          }
        }
      }
      try {
        return strategy.execute(parsed);
      } catch (Output.FailedException e) {
        return outputFailed(e);
      }
    };
  }

  private static boolean isBlank(ArgSpec argument) {
    Class<?> type = argument.auxiliaryTypes()[0];
    return (type == String.class || type == Path.class)
        && !"".equals(argument.defaultValue())
        && argument.originalStringValues().stream().anyMatch(String::isBlank);
  }

  private static String nameOf(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private int wrongUsage(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    List<String> suggestions =
        e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
    String meant =
        suggestions.isEmpty() ? "" : " Perhaps: %s.".formatted(String.join(", ", suggestions));
    String wrong = oneLine(e);
    String ended = wrong.matches(".*[.?!]") ? wrong : wrong + ".";
    console
        .err()
        .println(
            "%s%s See %s --help".formatted(ended, meant, command.getCommandSpec().qualifiedName()));
    return ExitCode.USAGE;
  }

  private int explain(Exception problem, CommandLine command, ParseResult parsed) {
    boolean verbose = ((SkulineCommand) command.getCommandSpec().root().userObject()).verbose;
    if (verbose) {
      problem.printStackTrace(console.err());
    }
    Throwable known = known(problem);
    if (known instanceof Output.FailedException failed) {
      return outputFailed(failed);
    }
    if (known != null) {
      console.err().println(oneLine(known));
      return known instanceof UnreachableException ? ExitCode.UNREACHABLE : ExitCode.USAGE;
    }
    console
        .err()
        .println(
            "This should not have happened: "
                + Printable.of(problem.toString()).lines().collect(Collectors.joining(" "))
                + (verbose ? "" : " (--verbose tells where)"));
    return ExitCode.DEFECT;
  }

  private int outputFailed(Output.FailedException e) {
    outputFailed = true;
    if (e.isWithoutReader()) {
      return ExitCode.NO_READER;
    }
    console.err().println(Printable.of(e.getMessage()));
    return ExitCode.USAGE;
  }

  /**
   * Returns the cause whose message explains the failure by itself, perhaps wrapped by others; or
   * null.
   */
  private static Throwable known(Throwable problem) {
    return Stream.iterate(problem, each -> each != null, Throwable::getCause)
        .limit(MAX_CAUSES)
        .filter(
            each ->
                each instanceof Output.FailedException
                    || each instanceof UnreachableException
                    || each instanceof LineException
                    || each instanceof IllegalArgumentException
                    || each instanceof RequestRefusedException
                    || each instanceof IOException)
        .findFirst()
        .orElse(null);
  }

  /**
   * Returns the message as one line. It is made safe for a terminal, because it may quote foreign
   * text.
   */
  private static String oneLine(Throwable problem) {
    return message(problem)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .map(Printable::of)
        .collect(Collectors.joining(" "));
  }

  /** Returns the message. Some exceptions about files name only the file. */
  private static String message(Throwable problem) {
    if (problem instanceof FileSystemException file && file.getFile() != null) {
      if (problem instanceof NoSuchFileException) {
        return file.getFile() + ": there is no such file or folder";
      }
      if (problem instanceof AccessDeniedException) {
        return file.getFile() + ": not allowed";
      }
    }
    return String.valueOf(
        problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage());
  }
}
