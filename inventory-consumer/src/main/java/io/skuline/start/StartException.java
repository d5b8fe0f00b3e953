package io.skuline.start;

/** The service does not start; the message says why and what to do, in one line. */
public final class StartException extends RuntimeException {

  private final ExitCode exitCode;

  public StartException(String message, ExitCode exitCode, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  ExitCode exitCode() {
    return exitCode;
  }
}
