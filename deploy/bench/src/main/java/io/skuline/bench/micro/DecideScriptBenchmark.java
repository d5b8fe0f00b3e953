package io.skuline.bench.micro;

import io.skuline.deduction.redis.AnswerBuckets;
import io.skuline.deduction.redis.DecideScript;
import io.skuline.deduction.redis.RedisKeys;
import io.skuline.event.OrderEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Packs the arguments of one script call for a batch of 32 orders. */
@State(Scope.Benchmark)
public class DecideScriptBenchmark extends CallTime {

  private static final Instant NOW = Instant.ofEpochMilli(1_764_000_001_000L);

  @Param({"1", "3"})
  public int lines;

  private final RedisKeys keys = new RedisKeys("skuline", "0");
  private final AnswerBuckets buckets = new AnswerBuckets(Duration.ofHours(73));
  private List<OrderEvent> orders;

  @Setup
  public void make() {
    orders = MicroSamples.orders(lines);
  }

  @Benchmark
  public Object[] packBatch() {
    return DecideScript.arguments(keys, 1, NOW, buckets, List.of(), orders);
  }
}
