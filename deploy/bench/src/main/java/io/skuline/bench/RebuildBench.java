package io.skuline.bench;

import io.micrometer.core.instrument.MeterRegistry;
import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.setup.BrokerLayout;
import io.skuline.stack.Stack;
import io.skuline.stack.Stacks;
import io.skuline.store.PartitionEpochs;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.redisson.api.RBatch;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.codec.StringCodec;
import org.springframework.jdbc.core.JdbcTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures how long stock is closed when Redis has lost everything: from the loss until the service
 * sells again. The lower bound is the same fields written to the same Redis by pipelined HSET, from
 * memory.
 */
@Command(
    name = "rebuild",
    mixinStandardHelpOptions = true,
    description = "Redis is emptied; how long until stock is open again?")
final class RebuildBench implements Callable<Integer> {

  private static final int PAGE = 1000;
  private static final int PAGES_UNDER_WAY = 4;

  @Option(names = "--skus", defaultValue = "1000000")
  private int skus;

  @Option(names = "--rounds", defaultValue = "3")
  private int rounds;

  @Mixin private RunOptions run;

  @Override
  public Integer call() throws IOException {
    StockRows.requireBounds(skus);
    try (Stack stack = Stacks.start()) {
      stack.create(BrokerLayout.defaults());
      try (Service service = new Service(stack)) {
        service.awaitOpen(1);
        StockRows.fill(service.part(JdbcTemplate.class), skus, run.seed());
        BenchReport report = measure(service);
        report.print(System.out);
        report.write(run.json());
      }
    }
    return 0;
  }

  private BenchReport measure(Service service) {
    BenchReport report = new BenchReport("rebuild", run.seed());
    RedissonClient redis = service.part(RedissonClient.class);
    RedisNode node = redis.getRedisNodes(RedisNodes.SINGLE).getInstance();
    report.fact("redis", node.info(RedisNode.InfoSection.SERVER).get("redis_version"));
    report.fact(
        "database",
        service.part(JdbcTemplate.class).queryForObject("SELECT VERSION()", String.class));
    report.fact("skus", skus);
    report.fact("rounds", rounds);
    List<Double> closed = new ArrayList<>();
    List<Double> copying = new ArrayList<>();
    List<Double> floor = new ArrayList<>();
    Map<String, Map<String, String>> all = read(service.part(JdbcTemplate.class));
    for (int round = 0; round < rounds; round++) {
      double copiedBefore = copyMillis(service);
      closed.add(lose(service, redis));
      copying.add(copyMillis(service) - copiedBefore);
      floor.add(write(redis, "floor-" + round + ":", all));
    }
    report.figure("closed_ms", Medians.of(closed));
    report.figure("of_that_copying_ms", Medians.of(copying));
    report.figure("copied_skus_per_s", skus * 1000.0 / Medians.of(copying));
    report.figure("floor_hset_from_memory_ms", Medians.of(floor));
    report.figure("copying_to_floor_ratio", Medians.of(copying) / Medians.of(floor));
    return report;
  }

  private static double copyMillis(Service service) {
    return service
        .part(MeterRegistry.class)
        .get("skuline.rebuild.time")
        .tag("step", "copy")
        .timer()
        .totalTime(TimeUnit.MILLISECONDS);
  }

  /** Returns the milliseconds from the loss until stock is open again. */
  private static double lose(Service service, RedissonClient redis) {
    long epoch = service.status().epoch();
    redis.getKeys().flushall();
    redis.getScript(StringCodec.INSTANCE).scriptFlush();
    long start = System.nanoTime();
    try {
      service.part(DeductionEngine.class).confirm(PartitionEpochs.single(epoch));
      throw new IllegalStateException("An emptied Redis was taken for the verified one");
    } catch (DeductionUnavailableException noticed) {
      service.awaitOpen(epoch + 1);
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private static Map<String, Map<String, String>> read(JdbcTemplate jdbc) {
    Map<String, Map<String, String>> all = new LinkedHashMap<>();
    jdbc.query(
        "SELECT sku_id, available, last_sequence FROM stock ORDER BY sku_id",
        row -> {
          long available = row.getLong("available");
          long sequence = row.getLong("last_sequence");
          all.put(
              row.getString("sku_id"),
              Map.of("a", "" + available, "q", "" + sequence, "c", "" + (available + sequence)));
        });
    return all;
  }

  private static double write(
      RedissonClient redis, String prefix, Map<String, Map<String, String>> all) {
    long start = System.nanoTime();
    Deque<CompletableFuture<?>> underWay = new ArrayDeque<>();
    RBatch batch = redis.createBatch();
    int inBatch = 0;
    for (Map.Entry<String, Map<String, String>> sku : all.entrySet()) {
      var unused = // the batch has it
          batch
              .<String, String>getMap(prefix + sku.getKey(), StringCodec.INSTANCE)
              .putAllAsync(sku.getValue());
      if (++inBatch == PAGE) {
        underWay.add(batch.executeAsync().toCompletableFuture());
        batch = redis.createBatch();
        inBatch = 0;
        if (underWay.size() == PAGES_UNDER_WAY) {
          underWay.remove().join();
        }
      }
    }
    if (inBatch > 0) {
      underWay.add(batch.executeAsync().toCompletableFuture());
    }
    underWay.forEach(CompletableFuture::join);
    return (System.nanoTime() - start) / 1e6;
  }
}
