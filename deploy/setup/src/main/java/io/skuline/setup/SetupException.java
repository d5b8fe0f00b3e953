package io.skuline.setup;

/** Name server or broker cannot be reached, or has refused a request. The message says which. */
public final class SetupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean unreachable;

  private SetupException(String message, boolean unreachable, Throwable cause) {
    super(message, cause);
    this.unreachable = unreachable;
  }

  static SetupException unreachable(String message, Throwable cause) {
    return new SetupException(message, true, cause);
  }

  static SetupException refused(String message) {
    return new SetupException(message, false, null);
  }

  /** Returns whether there was no answer, so that trying again later makes sense. */
  public boolean isUnreachable() {
    return unreachable;
  }
}
