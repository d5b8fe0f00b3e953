package io.skuline.start;

/** With what the process ends if it does not start; a supervisor may tell them apart. */
public enum ExitCode {
  /** Anything else, such as a port that is taken: it may work later, or elsewhere. */
  FAILED(1),
  /** A setting is wrong: starting again changes nothing. */
  SETTINGS(2),
  /** The database did not answer: start again later. */
  UNREACHABLE(3);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
