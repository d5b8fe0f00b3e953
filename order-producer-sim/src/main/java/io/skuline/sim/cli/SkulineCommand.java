package io.skuline.sim.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command that holds the others. */
@Command(
    name = "skuline",
    mixinStandardHelpOptions = true,
    version = "Skuline 0.1.0",
    description = "Publishes order events to Skuline, shows its results, checks its stock.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, and everything adds up",
      "1:something does not add up, or an adjustment or a dead letter was rejected",
      "2:wrong usage, options or input",
      "3:broker or service could not be reached, or answers did not arrive in time",
      "4:a defect of this command",
      "130, 143:ended by Ctrl-C or SIGTERM",
      "141:nobody reads the output any more"
    })
final class SkulineCommand implements Runnable {

  @Spec CommandSpec spec;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "If the command fails, print the place in the program, too.")
  boolean verbose;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}
