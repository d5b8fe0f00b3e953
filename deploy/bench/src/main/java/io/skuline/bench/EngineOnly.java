package io.skuline.bench;

import io.skuline.deduction.AnswerArchive;
import io.skuline.deduction.redis.EpochGate;
import io.skuline.deduction.redis.RedisDeductionEngine;
import io.skuline.deduction.redis.RedisProperties;
import io.skuline.deduction.redis.RedisStock;
import io.skuline.event.OrderEvent;
import io.skuline.event.StockLevel;
import io.skuline.store.PartitionEpochs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.redisson.api.RedissonClient;

/** The Redis engine as the service uses it, but without broker, service and database. */
public final class EngineOnly {

  /** The number of orders in one call, as many as the broker delivers at once. */
  public static final int BATCH = 32;

  /** The units of each SKU at the start. */
  public static final long PLENTY = 1_000_000_000L;

  private static final long EPOCH = 1;
  private static final int PAGE = 1000;

  private final RedisStock stock;
  private final RedisDeductionEngine engine;
  private final PartitionEpochs epochs;
  private final int skus;

  /** Opens a namespace of its own, with this number of SKUs in it. */
  public EngineOnly(RedissonClient redis, RedisProperties properties, int skus) {
    this.skus = skus;
    this.stock = new RedisStock(redis, properties);
    this.epochs =
        PartitionEpochs.of(
            properties.partitions(),
            IntStream.range(0, properties.partitions())
                .boxed()
                .collect(Collectors.toMap(each -> each, each -> EPOCH)));
    SortedSet<Integer> partitions = new TreeSet<>(epochs.byPartition().keySet());
    stock.begin("token", EPOCH, partitions);
    Map<String, StockLevel> page = new LinkedHashMap<>();
    for (int sku = 0; sku < skus; sku++) {
      page.put(sku(sku), new StockLevel(PLENTY, 1));
      if (page.size() == PAGE || sku == skus - 1) {
        stock.load("token", EPOCH, page).join();
        page.clear();
      }
    }
    stock.open("token", EPOCH, partitions);
    EpochGate gate = new EpochGate(properties.partitions());
    gate.open(EPOCH, Instant.EPOCH);
    AnswerArchive nothing = keys -> List.of();
    this.engine =
        new RedisDeductionEngine(redis, properties, stock, nothing, gate, Clock.systemUTC());
  }

  /** Returns the settings for a namespace and a number of replicas to wait for. */
  public static RedisProperties properties(int port, String namespace, int replicas) {
    return new RedisProperties(
        "redis://127.0.0.1:" + port,
        null,
        null,
        namespace,
        Duration.ofSeconds(5),
        Duration.ofHours(73),
        replicas,
        Duration.ofSeconds(5));
  }

  public static String sku(int number) {
    return "sku-" + number;
  }

  /** Generates orders; several lanes call it at once, each with its own random source. */
  public interface Orders {
    OrderEvent next(int lane, long number, SplittableRandom random);
  }

  /**
   * Makes lanes decide side by side, and confirm, as the service does with every batch.
   *
   * @param batches batches of {@link #BATCH} orders of each lane
   * @return orders a second, all lanes together
   */
  public double run(Executor threads, int lanes, int batches, long seed, Orders orders) {
    return run(threads, lanes, batches, BATCH, seed, orders);
  }

  /**
   * Makes lanes decide side by side, with batches of another size.
   *
   * @param batches batches of each lane
   * @param batch orders of a batch
   * @return orders a second, all lanes together
   */
  public double run(Executor threads, int lanes, int batches, int batch, long seed, Orders orders) {
    long start = System.nanoTime();
    CompletableFuture.allOf(
            IntStream.range(0, lanes)
                .mapToObj(
                    lane ->
                        CompletableFuture.runAsync(
                            () ->
                                sell(
                                    lane,
                                    batches,
                                    batch,
                                    new SplittableRandom(seed + lane),
                                    orders),
                            threads))
                .toArray(CompletableFuture[]::new))
        .join();
    return (double) lanes * batches * batch / ((System.nanoTime() - start) / 1e9);
  }

  private void sell(int lane, int batches, int batch, SplittableRandom random, Orders orders) {
    for (int done = 0; done < batches; done++) {
      List<OrderEvent> events = new ArrayList<>(batch);
      for (int i = 0; i < batch; i++) {
        events.add(orders.next(lane, (long) done * batch + i, random));
      }
      engine.confirm(engine.decide(events).epochs());
    }
  }

  /**
   * Checks that exactly this many units are gone.
   *
   * @throws IllegalStateException if not: a fast wrong answer is no result
   */
  public void check(long unitsSold) {
    long gone = 0;
    for (int from = 0; from < skus; from += PAGE) {
      List<String> page =
          IntStream.range(from, Math.min(from + PAGE, skus)).mapToObj(EngineOnly::sku).toList();
      for (StockLevel level : stock.read(epochs, page).values()) {
        gone += PLENTY - level.available();
      }
    }
    if (gone != unitsSold) {
      throw new IllegalStateException(gone + " units are gone, not " + unitsSold);
    }
  }
}
