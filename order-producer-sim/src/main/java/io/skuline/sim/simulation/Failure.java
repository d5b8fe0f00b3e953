package io.skuline.sim.simulation;

import java.util.concurrent.CompletionException;

/** Explains failed futures. */
final class Failure {

  private Failure() {}

  /** Returns the reason, without the exceptions that futures wrap around it. */
  static String reason(Throwable failure) {
    Throwable reason = failure;
    while (reason instanceof CompletionException && reason.getCause() != null) {
      reason = reason.getCause();
    }
    return reason.getMessage() == null ? reason.toString() : reason.getMessage();
  }
}
