package io.skuline.deduction.redis;

import io.skuline.store.shard.SlotMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.redisson.connection.CRC16;

/**
 * Divides the SKUs among the partitions of Redis. All keys of a partition have one hash tag, so
 * they lie on one node of a Redis Cluster.
 *
 * <p>A SKU's partition follows from its slot, the one that also chooses its shard: a partition is a
 * range of slots. An order's home is the partition of its first SKU, which every event about the
 * order names.
 */
public final class Partitions {

  /** The most partitions: one for each slot. */
  public static final int MAX = SlotMap.SLOTS;

  /** The number of slots of a Redis Cluster. */
  private static final int CLUSTER_SLOTS = 16_384;

  private final List<RedisKeys> keys;

  private Partitions(List<RedisKeys> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * @param count 1 to {@link #MAX}
   */
  public static Partitions of(String namespace, int count) {
    List<RedisKeys> keys = new ArrayList<>(count);
    for (int partition = 0; partition < count; partition++) {
      keys.add(new RedisKeys(namespace, tag(partition, count)));
    }
    return new Partitions(keys);
  }

  static Partitions of(RedisProperties properties) {
    return of(properties.namespace(), properties.partitions());
  }

  /**
   * Returns a hash tag in the partition's share of the cluster's slots. So a layout that gives each
   * node an equal range of slots gives each node as many partitions.
   */
  private static String tag(int partition, int count) {
    String tag = Integer.toString(partition);
    for (int attempt = 1; shareOf(tag, count) != partition; attempt++) {
      tag = partition + "." + attempt;
    }
    return tag;
  }

  private static int shareOf(String tag, int count) {
    int slot = CRC16.crc16(tag.getBytes(StandardCharsets.US_ASCII)) % CLUSTER_SLOTS;
    return slot * count / CLUSTER_SLOTS;
  }

  /** The beginning of the names of all keys, also of those of another number of partitions. */
  String root() {
    return keys.get(0).namespace() + ":{";
  }

  /** Returns the epoch in the name of a key; empty if the name has none. */
  OptionalLong epochIn(String key) {
    int start = key.indexOf("}:") + 2;
    int end = key.indexOf(':', start);
    try {
      return end < 0 ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(key, start, end, 10));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  public int count() {
    return keys.size();
  }

  /** Returns the partition of a SKU. */
  public int of(String sku) {
    return SlotMap.slot(sku) * count() / SlotMap.SLOTS;
  }

  /** Returns the SKUs by partition. */
  Map<Integer, List<String>> divide(Collection<String> skus) {
    return skus.stream().collect(Collectors.groupingBy(this::of));
  }

  /** Returns the names of a partition's keys. */
  public RedisKeys keys(int partition) {
    return keys.get(partition);
  }

  /** Returns the names of the keys of the partition of a SKU. */
  public RedisKeys keysOf(String sku) {
    return keys(of(sku));
  }

  /** Returns the names of the keys of each partition. */
  public List<RedisKeys> all() {
    return keys;
  }
}
