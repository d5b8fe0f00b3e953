package io.skuline.store;

import io.skuline.store.shard.SlotMap;
import java.util.Collections;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Epochs of some partitions of the stock in Redis, for example of those that a batch touches.
 *
 * @param partitions the number of all partitions
 * @param byPartition the epochs of some of them
 */
public record PartitionEpochs(int partitions, SortedMap<Integer, Long> byPartition) {

  public PartitionEpochs {
    byPartition = Collections.unmodifiableSortedMap(new TreeMap<>(byPartition));
  }

  public static PartitionEpochs of(int partitions, Map<Integer, Long> byPartition) {
    return new PartitionEpochs(partitions, new TreeMap<>(byPartition));
  }

  /** The epoch of the only partition. */
  public static PartitionEpochs single(long epoch) {
    return of(1, Map.of(0, epoch));
  }

  /**
   * Returns the partition of a SKU: a partition is a range of slots.
   *
   * @param partitions the number of all partitions
   */
  public static int partitionOf(String sku, int partitions) {
    return partitions == 1 ? 0 : SlotMap.slot(sku) * partitions / SlotMap.SLOTS;
  }

  /** Returns the partition of a SKU. */
  public int partitionOf(String sku) {
    return partitionOf(sku, partitions);
  }

  /** Tells whether the epoch of a SKU's partition is one of these. */
  public boolean covers(String sku) {
    return byPartition.containsKey(partitionOf(sku));
  }

  /**
   * Returns the epoch of a SKU's partition.
   *
   * @throws NoSuchElementException if it is none of these
   */
  public long of(String sku) {
    return at(partitionOf(sku));
  }

  /**
   * Returns the epoch of a partition.
   *
   * @throws NoSuchElementException if it is none of these
   */
  public long at(int partition) {
    Long epoch = byPartition.get(partition);
    if (epoch == null) {
      throw new NoSuchElementException("No epoch of partition " + partition + " among " + this);
    }
    return epoch;
  }

  /** Returns those of the epochs that belong to these partitions. */
  public PartitionEpochs only(SortedSet<Integer> some) {
    if (some.containsAll(byPartition.keySet())) {
      return this;
    }
    SortedSet<Integer> left = new TreeSet<>(byPartition.keySet());
    left.retainAll(some);
    return of(partitions, left.stream().collect(Collectors.toMap(each -> each, this::at)));
  }

  /**
   * Returns the epoch of a SKU's partition alone.
   *
   * @throws NoSuchElementException if it is none of these
   */
  public PartitionEpochs onlyOf(String sku) {
    return of(partitions, Map.of(partitionOf(sku), of(sku)));
  }

  /** Returns the only epoch if there is one partition, else {@code partition:epoch,...}. */
  @Override
  public String toString() {
    return partitions == 1
        ? byPartition.values().stream().map(String::valueOf).collect(Collectors.joining())
        : byPartition.entrySet().stream()
            .map(each -> each.getKey() + ":" + each.getValue())
            .collect(Collectors.joining(","));
  }
}
