package io.skuline.store;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * What the database knows of the epochs.
 *
 * @param latest the latest number that any epoch has, or had
 * @param epochs the latest epoch of each partition
 */
public record EpochState(long latest, List<Epoch> epochs) {

  public EpochState {
    epochs = List.copyOf(epochs);
  }

  /** All partitions have one epoch. */
  public static EpochState of(Epoch epoch, int partitions) {
    return new EpochState(epoch.number(), Collections.nCopies(partitions, epoch));
  }

  /** Returns the number of partitions into which Redis was divided. */
  public int partitions() {
    return epochs.size();
  }

  /**
   * Returns the epoch of a partition. If Redis is divided otherwise by now, the partition has ended
   * with the latest epoch.
   *
   * @param of the number of partitions among which it is
   */
  public Epoch epochOf(int partition, int of) {
    return of == epochs.size()
        ? epochs.get(partition)
        : epochs.stream().max(Comparator.comparingLong(Epoch::number)).orElseThrow();
  }
}
