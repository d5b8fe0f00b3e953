package io.skuline.start;

/** The exit code of a process that does not start; a supervisor may distinguish the cases. */
public enum StartExitCode {
  /** Any other failure, such as a port that is in use: the start may work later, or elsewhere. */
  FAILED(1),
  /** A setting is wrong: starting again changes nothing. */
  SETTINGS(2),
  /** The database did not answer: start again later. */
  UNREACHABLE(3);

  private final int code;

  StartExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
