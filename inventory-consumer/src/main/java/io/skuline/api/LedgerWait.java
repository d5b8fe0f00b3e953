package io.skuline.api;

import io.skuline.event.InvalidEventException;
import java.time.Duration;

/** Checks how long a request may wait for the ledger. */
final class LedgerWait {

  private static final int MAX_WAIT_SECONDS = 600;

  private LedgerWait() {}

  static Duration of(int waitSeconds) {
    if (waitSeconds < 0 || waitSeconds > MAX_WAIT_SECONDS) {
      throw new InvalidEventException(
          "waitSeconds", "must be 0 to %d, is %d".formatted(MAX_WAIT_SECONDS, waitSeconds));
    }
    return Duration.ofSeconds(waitSeconds);
  }
}
