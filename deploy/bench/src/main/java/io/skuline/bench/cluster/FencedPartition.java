package io.skuline.bench.cluster;

import io.skuline.bench.BenchLog;
import io.skuline.bench.BenchReport;
import io.skuline.bench.FigureTable;
import io.skuline.bench.Medians;
import io.skuline.bench.Service;
import io.skuline.bench.StockRows;
import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.StoreStatus;
import io.skuline.deduction.redis.Partitions;
import io.skuline.setup.BrokerLayout;
import io.skuline.stack.Stack;
import io.skuline.stack.Stacks;
import io.skuline.store.PartitionEpochs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Measures how long the stock of one partition is closed after its loss, while the others are open:
 * from the loss until the service sells again. The loss is that of the key that holds the epoch;
 * the service rebuilds the partition as if all had gone.
 */
final class FencedPartition {

  private static final int PARTITIONS = 16;
  private static final int MASTERS = 3;
  private static final String NAMESPACE = "bench";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final int rounds;
  private final long seed;

  FencedPartition(int rounds, long seed) {
    this.rounds = rounds;
    this.seed = seed;
  }

  void run(List<Integer> partitionSkus, BenchReport report) {
    FigureTable table =
        report.table(
            "fenced",
            "One of %d partitions is lost and rebuilt".formatted(PARTITIONS),
            List.of("skus_of_partition", "skus", "closed_ms"));
    try (Stack stack = Stacks.start();
        Servers cluster = Servers.cluster(MASTERS)) {
      stack.create(BrokerLayout.defaults());
      List<String> settings =
          List.of(
              "--skuline.redis.mode=cluster",
              "--skuline.redis.partitions=" + PARTITIONS,
              "--skuline.redis.namespace=" + NAMESPACE,
              "--skuline.redis.addresses="
                  + cluster.nodes().stream()
                      .map(node -> "redis://127.0.0.1:" + node.port())
                      .collect(Collectors.joining(",")));
      try (Service service = new Service(stack, settings)) {
        service.awaitOpen(1);
        for (int skus : partitionSkus) {
          StockRows.requireBounds(skus * PARTITIONS);
          BenchLog.say("%,d SKUs a partition".formatted(skus));
          StockRows.fill(service.part(JdbcTemplate.class), skus * PARTITIONS, seed);
          List<Double> closed = new ArrayList<>();
          // The first loss lets everything run once.
          lose(service, 0);
          for (int round = 1; round <= rounds; round++) {
            closed.add(lose(service, round));
          }
          table.row(skus, skus * PARTITIONS, Medians.of(closed));
        }
      }
    }
  }

  /** Returns the milliseconds from the loss until the partition is open again. */
  private static double lose(Service service, int partition) {
    PartitionEpochs before = epochs(service);
    service
        .part(RedissonClient.class)
        .getBucket(
            Partitions.of(NAMESPACE, PARTITIONS).keys(partition).epoch(), StringCodec.INSTANCE)
        .delete();
    long start = System.nanoTime();
    try {
      service.part(DeductionEngine.class).confirm(before);
      throw new IllegalStateException("A lost partition was taken for the verified one");
    } catch (DeductionUnavailableException noticed) {
      awaitOpen(service, partition, before.at(partition) + 1);
    }
    double millis = (System.nanoTime() - start) / 1e6;
    PartitionEpochs after = epochs(service);
    for (int other = 0; other < PARTITIONS; other++) {
      if ((other == partition) == (after.at(other) == before.at(other))) {
        throw new IllegalStateException("Rebuilt: " + after + " after " + before);
      }
    }
    return millis;
  }

  private static void awaitOpen(Service service, int partition, long epoch) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    StoreStatus.Partition now = service.status().partitions().get(partition);
    while (now.phase() != StoreStatus.Phase.OPEN || now.epoch() < epoch) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("Not open: " + now);
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      now = service.status().partitions().get(partition);
    }
  }

  private static PartitionEpochs epochs(Service service) {
    return PartitionEpochs.of(
        PARTITIONS,
        service.status().partitions().stream()
            .collect(
                Collectors.toMap(StoreStatus.Partition::number, StoreStatus.Partition::epoch)));
  }
}
