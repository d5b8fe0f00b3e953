package io.skuline.deduction;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells operators in which state the stock is, as this instance sees it. */
@FunctionalInterface
public interface StoreStatus {

  Status now();

  /** The states in the words of the glossary. */
  enum Phase {
    /** Stock is sold. */
    OPEN,
    /** Stock is sold, except that of some partitions. */
    PARTLY_OPEN,
    /**
     * Nothing is sold, because the store could not be verified or because another instance rebuilds
     * it.
     */
    FENCED,
    /** Nothing is sold, because this instance rebuilds the store. */
    REBUILDING
  }

  /**
   * @param engine the engine's name in the configuration
   * @param epoch the epoch for which the store is open, or was open last; 0 for an engine without
   *     epochs
   * @param reason why the store is not open; empty if it is open
   * @param since when the store was opened or fenced
   * @param rebuild how far the rebuild is, if this instance rebuilds
   * @param partitions the state of each partition; empty if the stock is not divided
   */
  record Status(
      String engine,
      Phase phase,
      long epoch,
      String reason,
      Instant since,
      @Nullable Progress rebuild,
      List<Partition> partitions) {

    public Status {
      partitions = List.copyOf(partitions);
    }

    /** The state of a stock that is not divided. */
    public Status(
        String engine,
        Phase phase,
        long epoch,
        String reason,
        Instant since,
        @Nullable Progress rebuild) {
      this(engine, phase, epoch, reason, since, rebuild, List.of());
    }
  }

  /**
   * The state of a partition of the stock.
   *
   * @param number the partition's number, from 0
   */
  record Partition(
      int number,
      Phase phase,
      long epoch,
      String reason,
      Instant since,
      @Nullable Progress rebuild) {}

  /**
   * @param epoch the epoch that the rebuild will open
   * @param step the current step of the rebuild: {@code ledger} or {@code copy}
   * @param done how much of the step is done
   * @param total how much the whole step has to do
   */
  record Progress(long epoch, String step, long done, long total) {}
}
