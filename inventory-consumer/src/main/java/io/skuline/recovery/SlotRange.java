package io.skuline.recovery;

import io.skuline.store.shard.SlotMap;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * The slots of a partition.
 *
 * @param first the first of them
 * @param last the last of them
 */
record SlotRange(int first, int last) {

  /**
   * Returns the slots of partitions; none if these are all partitions, and the slots need not be
   * asked for.
   *
   * @param partitions the number of all partitions
   */
  static List<SlotRange> of(SortedSet<Integer> some, int partitions) {
    List<SlotRange> ranges = new ArrayList<>();
    if (some.size() < partitions) {
      for (int partition : some) {
        ranges.add(
            new SlotRange(start(partition, partitions), start(partition + 1, partitions) - 1));
      }
    }
    return ranges;
  }

  /** Returns the least slot that, times partitions, is at least as many times the slots. */
  private static int start(int partition, int partitions) {
    return (partition * SlotMap.SLOTS + partitions - 1) / partitions;
  }
}
