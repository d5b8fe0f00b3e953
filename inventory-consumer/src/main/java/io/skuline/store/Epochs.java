package io.skuline.store;

import java.time.Instant;
import java.util.SortedSet;

/**
 * The epochs that the database knows of. Every method throws if the database cannot be asked.
 *
 * <p>A rebuild is of all partitions, or of some while the others go on.
 */
public interface Epochs {

  /** Returns the latest epoch of each partition. */
  EpochState current();

  /**
   * Begins an epoch of all partitions. Its number is never used again, whatever becomes of the
   * epoch.
   *
   * @param before the state, as it was read: if another epoch has begun since, this fails
   */
  void beginAll(EpochState before, long number);

  /** Begins an epoch of some partitions, as {@link #beginAll} does. */
  void begin(EpochState before, long number, SortedSet<Integer> partitions);

  /**
   * Records that the rebuild of all partitions was completed. It fails if another epoch has begun
   * since.
   *
   * @param partitions the number of partitions from now on
   */
  void openAll(long number, Instant recallUntil, int partitions);

  /**
   * Records that the rebuild of some partitions was completed. It fails if another epoch of one of
   * them has begun since.
   */
  void open(long number, Instant recallUntil, SortedSet<Integer> partitions);

  /**
   * Records that a partition is to be rebuilt. It does nothing if another epoch of it has begun
   * since.
   */
  void close(int partition, long number);
}
