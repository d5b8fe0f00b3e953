package io.skuline.deduction.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.StockLevel;
import io.skuline.stack.RedisPersistence;
import io.skuline.stack.process.RedisCluster;
import io.skuline.stack.process.RedisProcess;
import io.skuline.store.PartitionEpochs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;
import org.redisson.connection.CRC16;

/** Each node of a cluster is asked for its own replicas: those of another node do not count. */
class ReplicaWaitOfClusterIT {

  private static final int MASTERS = 3;
  private static final int PARTITIONS = 16;
  private static final List<String> SKUS =
      IntStream.range(0, 120).mapToObj(number -> "sku-" + number).toList();

  @Test
  void onlyWhatTheSilentReplicaShouldHaveIsNotConfirmed() {
    try (RedisCluster cluster = RedisCluster.start(MASTERS, 1, RedisPersistence.NONE)) {
      RedisProperties properties = properties(cluster);
      RedissonClient redis = RedisConnection.open(properties, 0, 8);
      try {
        assertOthersAreConfirmed(cluster, redis, properties);
      } finally {
        redis.shutdown();
      }
    }
  }

  private static void assertOthersAreConfirmed(
      RedisCluster cluster, RedissonClient redis, RedisProperties properties) {
    RedisStock stock = new RedisStock(redis, properties);
    SortedSet<Integer> all = partitions(any -> true);
    stock.begin("token", 1, all);
    stock
        .load(
            "token",
            1,
            SKUS.stream().collect(Collectors.toMap(sku -> sku, sku -> new StockLevel(5, 1))))
        .join();
    stock.open("token", 1, all);
    EpochGate gate = new EpochGate(PARTITIONS);
    gate.open(1, Instant.EPOCH);
    RedisDeductionEngine engine =
        new RedisDeductionEngine(
            redis, properties, stock, keys -> List.of(), gate, Clock.systemUTC());

    engine.decide(orders("first"));
    engine.confirm(epochs(all));
    // Node 3 is the replica of node 0.
    RedisProcess master = cluster.nodes().get(0);
    RedisProcess replica = cluster.nodes().get(MASTERS);
    SortedSet<Integer> its = partitions(slot -> cluster.masterOf(slot) == master);
    SortedSet<Integer> others = partitions(slot -> cluster.masterOf(slot) != master);
    replica.pause();
    engine.decide(orders("second"));
    engine.confirm(epochs(others));
    assertThatExceptionOfType(DeductionUnavailableException.class)
        .isThrownBy(() -> engine.confirm(epochs(all)))
        .withMessageContaining("0 of 1 replicas");
    for (int partition = 0; partition < PARTITIONS; partition++) {
      assertThat(gate.states().get(partition).open())
          .as("partition %d sells", partition)
          .isEqualTo(others.contains(partition));
    }
    // It is not opened again before the replica has everything.
    assertThat(stock.check(epochs(all)).silent()).containsOnlyKeys(its);
    replica.resume();
    assertThat(stock.check(epochs(all)).held()).containsExactlyInAnyOrderElementsOf(all);
  }

  private static RedisProperties properties(RedisCluster cluster) {
    return new RedisProperties(
        null,
        null,
        null,
        "wait",
        Duration.ofSeconds(10),
        Duration.ofHours(73),
        1,
        Duration.ofMillis(500),
        RedisProperties.CLUSTER,
        cluster.addresses(),
        null,
        null,
        null,
        RedisTlsProperties.NONE,
        PARTITIONS);
  }

  private static SortedSet<Integer> partitions(Function<Integer, Boolean> slots) {
    Partitions all = Partitions.of("wait", PARTITIONS);
    return IntStream.range(0, PARTITIONS)
        .filter(
            each ->
                slots.apply(
                    CRC16.crc16(all.keys(each).tag().getBytes(US_ASCII)) % RedisCluster.SLOTS))
        .boxed()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static PartitionEpochs epochs(SortedSet<Integer> partitions) {
    return PartitionEpochs.of(
        PARTITIONS, partitions.stream().collect(Collectors.toMap(each -> each, each -> 1L)));
  }

  private static List<OrderEvent> orders(String prefix) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return SKUS.stream()
        .map(sku -> new OrderCreated(prefix + sku, now, List.of(new OrderLine(sku, 1))))
        .map(OrderEvent.class::cast)
        .toList();
  }
}
