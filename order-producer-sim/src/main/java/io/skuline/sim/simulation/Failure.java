package io.skuline.sim.simulation;

import java.util.concurrent.CompletionException;

/** What a failed future says. */
final class Failure {

  private Failure() {}

  /** The reason, without what only says that it came by way of a future. */
  static String reason(Throwable failure) {
    Throwable reason = failure;
    while (reason instanceof CompletionException && reason.getCause() != null) {
      reason = reason.getCause();
    }
    return reason.getMessage() == null ? reason.toString() : reason.getMessage();
  }
}
