package io.skuline.deduction.redis;

import io.skuline.concurrent.TimeSource;
import io.skuline.store.PartitionEpochs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Decides batches over partitions in the turns of a {@link SteppedDriver}, with any script. */
final class SteppedRounds {

  private SteppedRounds() {}

  /** Time passes whenever it is asked for. */
  static final class QuickTime implements TimeSource {
    private final AtomicLong nanos = new AtomicLong();

    @Override
    public long nanos() {
      return nanos.addAndGet(Duration.ofMillis(5).toNanos());
    }

    @Override
    public void sleep(Duration duration) {
      nanos.addAndGet(duration.toNanos());
    }
  }

  /** Each partition's call has a turn of its own. */
  record Calls(TestRedis redis, LuaScript script) implements DecideScriptCall {
    @Override
    public Map<Integer, List<String>> run(SortedMap<Integer, Object[]> arguments) {
      Map<Integer, List<String>> replies = new TreeMap<>();
      arguments.forEach(
          (partition, its) ->
              replies.put(partition, SteppedDriver.call(() -> redis.call(script, partition, its))));
      return replies;
    }

    @Override
    public void confirm(PartitionEpochs epochs) {}
  }

  /**
   * Returns what decides batches, in the turns of a {@link SteppedDriver} if it is called by one.
   */
  static CartRounds of(TestRedis redis, LuaScript script) {
    return of(redis.partitions(), redis, script);
  }

  /** Returns the same for partitions with other homes of orders. */
  static CartRounds of(Partitions partitions, TestRedis redis, LuaScript script) {
    return new CartRounds(
        new PartitionServers(
            partitions, new AnswerBuckets(TestRedis.REMEMBER_FOR), new Calls(redis, script)),
        new QuickTime(),
        () -> UUID.randomUUID().toString());
  }
}
