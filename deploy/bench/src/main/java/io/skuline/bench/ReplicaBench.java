package io.skuline.bench;

import io.skuline.deduction.redis.RedisConnection;
import io.skuline.deduction.redis.RedisProperties;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.stack.StackOptions;
import io.skuline.stack.process.RedisProcess;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.api.redisnode.RedisNodes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures what {@code skuline.redis.wait-replicas} costs: the same decisions over one master with
 * one replica, without and with waiting for the replica, in turns.
 */
@Command(
    name = "replica",
    mixinStandardHelpOptions = true,
    description = "Decisions a second without and with waiting for a replica.")
final class ReplicaBench implements Callable<Integer> {

  private static final int SKUS = 10_000;

  @Option(names = "--lanes", defaultValue = "16")
  private int lanes;

  @Option(
      names = "--batches",
      defaultValue = "500",
      description = "of 32 orders, per lane and round")
  private int batches;

  @Option(names = "--rounds", defaultValue = "5")
  private int rounds;

  @Mixin private RunOptions run;

  private int runs;

  @Override
  public Integer call() throws IOException {
    RedisProcess master = RedisProcess.start(StackOptions.defaults());
    RedisProcess replica = RedisProcess.startReplica(StackOptions.defaults(), master.port());
    ExecutorService threads = Executors.newFixedThreadPool(lanes);
    try {
      BenchReport report = measure(master, threads);
      report.print(System.out);
      report.write(run.json());
    } finally {
      threads.shutdownNow();
      replica.close();
      master.close();
    }
    return 0;
  }

  private BenchReport measure(RedisProcess master, Executor threads) {
    BenchReport report = new BenchReport("replica", run.seed());
    RedissonClient redis = RedisConnection.open(properties(master, 0), 1, 32);
    try {
      RedisNode node = redis.getRedisNodes(RedisNodes.SINGLE).getInstance();
      report.fact("redis", node.info(RedisNode.InfoSection.SERVER).get("redis_version"));
      decide(redis, properties(master, 0), threads); // warms up
      Rounds<Integer> turns =
          Rounds.run(
              rounds,
              List.of(0, 1),
              (replicas, round) -> decide(redis, properties(master, replicas), threads));
      report.fact("lanes", lanes);
      report.fact("rounds", rounds);
      report.figure("orders_per_s", turns.median(0));
      report.figure("orders_per_s_with_wait_1", turns.median(1));
      report.figure("wait_1_ratio", turns.median(1) / turns.median(0));
      return report;
    } finally {
      redis.shutdown();
    }
  }

  private RedisProperties properties(RedisProcess master, int replicas) {
    return EngineOnly.properties(master.port(), "bench-" + runs++, replicas);
  }

  /** Returns the orders decided a second, by all lanes together. */
  private double decide(RedissonClient redis, RedisProperties properties, Executor threads) {
    EngineOnly engine = new EngineOnly(redis, properties, SKUS);
    return engine.run(threads, lanes, batches, run.seed(), ReplicaBench::order);
  }

  private static OrderCreated order(int lane, long number, SplittableRandom random) {
    OrderLine line = new OrderLine(EngineOnly.sku(random.nextInt(SKUS)), 1);
    return new OrderCreated("order-" + lane + "-" + number, Instant.now(), List.of(line));
  }
}
