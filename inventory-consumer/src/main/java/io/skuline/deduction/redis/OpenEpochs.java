package io.skuline.deduction.redis;

import io.skuline.store.PartitionEpochs;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;

/**
 * The partitions that may be sold from, at one moment.
 *
 * @param recallUntil orders created before this time may have been decided in an earlier epoch of
 *     the partition
 */
public record OpenEpochs(PartitionEpochs epochs, Map<Integer, Instant> recallUntil) {

  public OpenEpochs {
    recallUntil = Map.copyOf(recallUntil);
  }

  boolean contains(int partition) {
    return recallUntil.containsKey(partition);
  }

  /** Returns the latest of the times of some partitions; of all if none is named. */
  Instant recallUntil(Collection<Integer> some) {
    return recallUntil.entrySet().stream()
        .filter(each -> some.isEmpty() || some.contains(each.getKey()))
        .map(Map.Entry::getValue)
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }
}
