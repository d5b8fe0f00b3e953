package io.skuline.sim.cli.shared;

/** The exit codes of the commands. */
public final class ExitCode {

  public static final int OK = 0;

  /** Something does not add up. */
  public static final int VIOLATION = 1;

  /** The command, its options or its input are wrong. */
  public static final int USAGE = 2;

  /** Broker or service could not be reached, or answers did not arrive in time. */
  public static final int UNREACHABLE = 3;

  /** A defect of the command line itself. */
  public static final int DEFECT = 4;

  /** Nobody reads the output any more. A program that is ended by SIGPIPE has this code. */
  public static final int NO_READER = 141;

  private ExitCode() {}
}
