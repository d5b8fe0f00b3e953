package io.skuline.bench;

import io.skuline.deduction.AnswerArchive;
import io.skuline.deduction.StockLevel;
import io.skuline.deduction.redis.Gate;
import io.skuline.deduction.redis.RedisConnection;
import io.skuline.deduction.redis.RedisDeductionEngine;
import io.skuline.deduction.redis.RedisProperties;
import io.skuline.deduction.redis.RedisStock;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.stack.StackOptions;
import io.skuline.stack.process.RedisProcess;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.api.redisnode.RedisNodes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What {@code skuline.redis.wait-replicas} costs: the same decisions over one master with one
 * replica, without waiting for it and waiting for it, in turns.
 */
@Command(
    name = "replica",
    mixinStandardHelpOptions = true,
    description = "Decisions a second without and with waiting for a replica.")
final class ReplicaBench implements Callable<Integer> {

  private static final int BATCH = 32;
  private static final int SKUS = 10_000;
  private static final long PLENTY = 1_000_000_000L;

  @Option(names = "--lanes", defaultValue = "16", description = "default: ${DEFAULT-VALUE}")
  private int lanes;

  @Option(
      names = "--batches",
      defaultValue = "500",
      description = "of 32 orders, per lane and round; default: ${DEFAULT-VALUE}")
  private int batches;

  @Option(names = "--rounds", defaultValue = "5", description = "default: ${DEFAULT-VALUE}")
  private int rounds;

  @Option(names = "--seed", defaultValue = "1", description = "default: ${DEFAULT-VALUE}")
  private long seed;

  private int runs;

  @Override
  public Integer call() {
    RedisProcess master = RedisProcess.start(StackOptions.defaults());
    RedisProcess replica = RedisProcess.startReplica(StackOptions.defaults(), master.port());
    ExecutorService threads = Executors.newFixedThreadPool(lanes);
    try {
      measure(master, threads).print(System.out);
    } finally {
      threads.shutdownNow();
      replica.close();
      master.close();
    }
    return 0;
  }

  private Report measure(RedisProcess master, Executor threads) {
    List<Double> alone = new ArrayList<>();
    List<Double> waiting = new ArrayList<>();
    Report report = new Report("replica", seed);
    RedissonClient redis = RedisConnection.open(properties(master, 0), 1, 32);
    try {
      RedisNode node = redis.getRedisNodes(RedisNodes.SINGLE).getInstance();
      report.fact("redis", node.info(RedisNode.InfoSection.SERVER).get("redis_version"));
      decide(redis, properties(master, 0), threads); // warms up
      for (int round = 0; round < rounds; round++) {
        alone.add(decide(redis, properties(master, 0), threads));
        waiting.add(decide(redis, properties(master, 1), threads));
      }
    } finally {
      redis.shutdown();
    }
    report.fact("lanes", lanes);
    report.fact("rounds", rounds);
    report.figure("orders_per_s", Medians.of(alone));
    report.figure("orders_per_s_with_wait_1", Medians.of(waiting));
    report.figure("wait_1_ratio", Medians.of(waiting) / Medians.of(alone));
    return report;
  }

  private RedisProperties properties(RedisProcess master, int replicas) {
    return new RedisProperties(
        "redis://127.0.0.1:" + master.port(),
        null,
        null,
        "bench-" + runs++,
        Duration.ofSeconds(5),
        Duration.ofHours(73),
        replicas,
        Duration.ofSeconds(5));
  }

  /** Orders decided a second, by all lanes together. */
  private double decide(RedissonClient redis, RedisProperties properties, Executor threads) {
    RedisStock stock = new RedisStock(redis, properties);
    stock.begin("token");
    Map<String, StockLevel> page = new LinkedHashMap<>();
    for (int sku = 0; sku < SKUS; sku++) {
      page.put("sku-" + sku, new StockLevel(PLENTY, 1));
      if (page.size() == 1000) {
        stock.load("token", 1, page).join();
        page.clear();
      }
    }
    stock.open("token", 1);
    Gate gate = new Gate();
    gate.open(1, Instant.EPOCH);
    AnswerArchive nothing = keys -> List.of();
    RedisDeductionEngine engine =
        new RedisDeductionEngine(redis, properties, nothing, gate, Clock.systemUTC());
    long start = System.nanoTime();
    CompletableFuture.allOf(
            IntStream.range(0, lanes)
                .mapToObj(lane -> CompletableFuture.runAsync(() -> sell(engine, lane), threads))
                .toArray(CompletableFuture[]::new))
        .join();
    double seconds = (System.nanoTime() - start) / 1e9;
    return lanes * batches * BATCH / seconds;
  }

  private void sell(RedisDeductionEngine engine, int lane) {
    Random random = new Random(seed + lane);
    for (int batch = 0; batch < batches; batch++) {
      List<OrderEvent> orders = new ArrayList<>(BATCH);
      for (int i = 0; i < BATCH; i++) {
        OrderLine line = new OrderLine("sku-" + random.nextInt(SKUS), 1);
        String id = "order-" + lane + "-" + batch + "-" + i;
        orders.add(new OrderCreated(id, Instant.now(), List.of(line)));
      }
      engine.decide(orders);
      engine.confirm(1);
    }
  }
}
