package io.skuline.start;

/** The service does not start; the message says why and what to do, in one line. */
public final class StartException extends RuntimeException {

  private final StartExitCode exitCode;

  public StartException(String message, StartExitCode exitCode, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  StartExitCode exitCode() {
    return exitCode;
  }
}
