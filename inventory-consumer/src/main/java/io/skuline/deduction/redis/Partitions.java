package io.skuline.deduction.redis;

import io.skuline.deduction.OrderHomes;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.StockResult;
import io.skuline.event.StockReturned;
import io.skuline.store.PartitionEpochs;
import io.skuline.store.shard.SlotMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.redisson.connection.CRC16;

/**
 * Divides the SKUs among the partitions of Redis. All keys of a partition have one hash tag, so
 * they lie on one node of a Redis Cluster.
 *
 * <p>A SKU's partition follows from its slot, the one that also chooses its shard: a partition is a
 * range of slots. An order's home is the partition of its first SKU, which every event about the
 * order names, or of a bucket of that SKU; see {@link OrderHomes}.
 */
public final class Partitions {

  /** The most partitions: one for each slot. */
  public static final int MAX = SlotMap.SLOTS;

  /** The number of slots of a Redis Cluster. */
  private static final int CLUSTER_SLOTS = 16_384;

  private final List<RedisKeys> keys;
  private final OrderHomes homes;
  private final Map<String, Integer> partitionOfTag = new HashMap<>();

  private Partitions(List<RedisKeys> keys, OrderHomes homes) {
    this.keys = List.copyOf(keys);
    this.homes = homes;
    for (int partition = 0; partition < keys.size(); partition++) {
      partitionOfTag.put(keys.get(partition).tag(), partition);
    }
  }

  /**
   * @param count 1 to {@link #MAX}
   */
  public static Partitions of(String namespace, int count) {
    List<RedisKeys> keys = new ArrayList<>(count);
    for (int partition = 0; partition < count; partition++) {
      keys.add(new RedisKeys(namespace, tag(partition, count)));
    }
    return new Partitions(keys, OrderHomes.BY_FIRST_SKU);
  }

  /** Returns the same partitions with other homes of orders. */
  Partitions with(OrderHomes others) {
    return new Partitions(keys, others);
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

  /**
   * Tells whether a key belongs to an earlier epoch of its partition. What belongs to no partition
   * of the present division is of an earlier epoch if the division is newer than it.
   *
   * @param epochs the partitions whose earlier epochs count
   */
  boolean isOfEarlierEpoch(String key, PartitionEpochs epochs) {
    int end = key.indexOf("}:");
    String tag = key.substring(root().length(), end);
    OptionalLong its = epochIn(key, end + 2);
    Integer partition = partitionOfTag.get(tag);
    long limit =
        partition == null
            ? epochs.byPartition().size() == count()
                ? Collections.max(epochs.byPartition().values())
                : 0
            : epochs.byPartition().getOrDefault(partition, 0L);
    return its.orElse(limit) < limit;
  }

  private static OptionalLong epochIn(String key, int start) {
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
    return PartitionEpochs.partitionOf(sku, count());
  }

  /** Returns the SKU or the bucket whose partition decides an event. */
  String home(OrderEvent event) {
    return homes.of(event);
  }

  /** Returns the SKUs by partition. */
  Map<Integer, List<String>> divide(Collection<String> skus) {
    return skus.stream().collect(Collectors.groupingBy(this::of));
  }

  /** Returns the partitions that an event is known to touch, with its SKUs there. */
  SortedMap<Integer, Set<String>> touchedBy(OrderEvent event) {
    SortedMap<Integer, Set<String>> touched = new TreeMap<>();
    String home = home(event);
    touched.put(of(home), new TreeSet<>(Set.of(home)));
    List<OrderLine> lines =
        event instanceof OrderCreated order
            ? order.lines()
            : event instanceof StockReturned returned ? returned.lines() : List.of();
    for (OrderLine line : lines) {
      touched.computeIfAbsent(of(line.sku()), any -> new TreeSet<>()).add(line.sku());
    }
    return touched;
  }

  /** Returns the partitions that a batch has touched, as far as its answers depend on them. */
  SortedSet<Integer> touched(List<OrderEvent> events, List<StockResult> results) {
    SortedSet<Integer> touched = new TreeSet<>();
    if (count() == 1) {
      touched.add(0);
      return touched;
    }
    events.forEach(event -> touched.add(of(home(event))));
    results.forEach(result -> result.moves().forEach(move -> touched.add(of(move.stockId()))));
    return touched;
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
