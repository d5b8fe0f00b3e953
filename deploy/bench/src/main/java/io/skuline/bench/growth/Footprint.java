package io.skuline.bench.growth;

import io.skuline.bench.EngineOnly;
import io.skuline.deduction.redis.RedisKeys;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import org.redisson.api.RBatch;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.codec.StringCodec;

/**
 * Measures what many orders leave behind in memory, here and in Redis. Orders have one line each.
 */
final class Footprint {

  private static final int SKUS = 10_000;
  private static final int PAGE = 1000;

  private final RedissonClient redis;
  private final String namespace;
  private final EngineOnly engine;
  private final Executor threads;
  private final int lanes;
  private final long ordersAnHour;
  private final Instant first;
  private long decided;

  /**
   * @param orders the number of orders to come, which must have been created within 72 hours
   * @param ordersAnHour how densely they were created
   */
  Footprint(
      RedissonClient redis, int port, Executor threads, int lanes, long orders, long ordersAnHour) {
    Duration span = Duration.ofHours(orders / ordersAnHour + 1);
    if (span.compareTo(Duration.ofDays(3)) > 0) {
      throw new IllegalArgumentException(
          orders + " orders, " + ordersAnHour + " an hour, are more than 72 hours");
    }
    this.redis = redis;
    this.namespace = "memory";
    this.engine = new EngineOnly(redis, EngineOnly.properties(port, namespace, 0), SKUS);
    this.threads = threads;
    this.lanes = lanes;
    this.ordersAnHour = ordersAnHour;
    this.first = Instant.now().minus(span);
  }

  /**
   * The memory after a number of orders.
   *
   * @param orders the number of orders
   * @param ordersPerSecond the speed of the last of them
   * @param heapBytes bytes in use after a garbage collection
   * @param redisBytes bytes that Redis uses
   */
  record Sample(long orders, double ordersPerSecond, long heapBytes, long redisBytes) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%,d orders, %,.0f/s: heap %.1f MB, Redis %.1f MB",
          orders,
          ordersPerSecond,
          heapBytes / 1e6,
          redisBytes / 1e6);
    }
  }

  Sample sample(double ordersPerSecond) {
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    RedisNode node = redis.getRedisNodes(RedisNodes.SINGLE).getInstance();
    String used = node.info(RedisNode.InfoSection.MEMORY).get("used_memory");
    return new Sample(decided, ordersPerSecond, heap, Long.parseLong(used));
  }

  /** Decides this many more orders, in whole batches of every lane. */
  double decide(long orders, long seed) {
    long start = decided;
    int batches = Math.toIntExact(Math.max(1, orders / ((long) lanes * EngineOnly.BATCH)));
    double rate =
        engine.run(
            threads,
            lanes,
            batches,
            seed,
            (lane, number, random) -> order(start + number * lanes + lane, random));
    decided += (long) batches * lanes * EngineOnly.BATCH;
    return rate;
  }

  /** Checks that every order is remembered, and its unit gone. */
  void check() {
    engine.check(decided);
    long remembered = remembered();
    if (remembered != decided) {
      throw new IllegalStateException(remembered + " orders are remembered, not " + decided);
    }
  }

  private long remembered() {
    String prefix = new RedisKeys(namespace, "0").memoryPrefix(1);
    long sum = 0;
    List<String> page = new ArrayList<>();
    for (String key : redis.getKeys().getKeys(KeysScanOptions.defaults().pattern(prefix + "*"))) {
      page.add(key);
      if (page.size() == PAGE) {
        sum += answers(page);
        page.clear();
      }
    }
    return page.isEmpty() ? sum : sum + answers(page);
  }

  private long answers(List<String> hashes) {
    RBatch batch = redis.createBatch();
    for (String hash : hashes) {
      var unused = batch.getMap(hash, StringCodec.INSTANCE).sizeAsync(); // the batch has it
    }
    return batch.execute().getResponses().stream()
        .mapToLong(size -> ((Number) size).longValue() - 1) // without the mark of its generation
        .sum();
  }

  private OrderCreated order(long number, SplittableRandom random) {
    Instant created = first.plusMillis(number * Duration.ofHours(1).toMillis() / ordersAnHour);
    OrderLine line = new OrderLine(EngineOnly.sku(random.nextInt(SKUS)), 1);
    return new OrderCreated("order-%010d".formatted(number), created, List.of(line));
  }
}
