package io.skuline.deduction;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells people what state stock is in, as this instance sees it. */
@FunctionalInterface
public interface StoreStatus {

  Status now();

  /** In words of the field. */
  enum Phase {
    /** Stock is sold. */
    OPEN,
    /** Nothing is sold: the store could not be verified, or somebody else rebuilds it. */
    FENCED,
    /** Nothing is sold, this instance rebuilds. */
    REBUILDING
  }

  /**
   * @param engine its name in the configuration
   * @param epoch the epoch that it is open for, or was open for last; 0 for an engine without
   * @param reason why it is not open; empty if it is
   * @param since when it was opened, or fenced
   * @param rebuild how far it is, if this instance rebuilds
   */
  record Status(
      String engine,
      Phase phase,
      long epoch,
      String reason,
      Instant since,
      @Nullable Progress rebuild) {}

  /**
   * @param epoch the epoch that will be open
   * @param step what the rebuild is at: {@code ledger} or {@code copy}
   * @param done of the step
   * @param total of the step
   */
  record Progress(long epoch, String step, long done, long total) {}
}
