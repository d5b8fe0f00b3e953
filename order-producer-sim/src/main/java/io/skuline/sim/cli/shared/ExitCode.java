package io.skuline.sim.cli;

/** What a command's exit code says. */
final class ExitCode {

  static final int OK = 0;

  /** Something does not add up. */
  static final int VIOLATION = 1;

  /** The command, its options or its input are wrong. */
  static final int USAGE = 2;

  /** Broker or service could not be reached, or answers did not come in time. */
  static final int UNREACHABLE = 3;

  /** A defect of the command line itself. */
  static final int DEFECT = 4;

  /** Nobody reads the output any more: what a program that is ended by SIGPIPE has. */
  static final int NO_READER = 141;

  private ExitCode() {}
}
