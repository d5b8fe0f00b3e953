package io.skuline.store;

import java.util.Map;

/**
 * What is void among that which still comes through a queue of the journal: decisions that were
 * made before a rebuild, and that come behind its barrier.
 *
 * @param before decisions of earlier epochs are void
 * @param ofPartitions for some partitions, later limits than that
 */
public record VoidEntries(long before, Map<Integer, Long> ofPartitions) {

  public VoidEntries {
    ofPartitions = Map.copyOf(ofPartitions);
  }

  /**
   * Tells whether a batch that was decided in these epochs is void. It is void as a whole if one of
   * its partitions had been closed: nobody was told any of it then.
   */
  public boolean contain(PartitionEpochs epochs) {
    return epochs.byPartition().entrySet().stream()
        .anyMatch(
            each ->
                each.getValue() < Math.max(before, ofPartitions.getOrDefault(each.getKey(), 0L)));
  }
}
