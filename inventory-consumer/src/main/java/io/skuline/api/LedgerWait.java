package io.skuline.api;

import io.skuline.event.Limits;
import java.time.Duration;

/** Checks how long a request may wait for the ledger. */
final class LedgerWait {

  private static final int MAX_WAIT_SECONDS = 600;

  private LedgerWait() {}

  static Duration of(int waitSeconds) {
    Limits.requireBetween("waitSeconds", waitSeconds, 0, MAX_WAIT_SECONDS);
    return Duration.ofSeconds(waitSeconds);
  }
}
