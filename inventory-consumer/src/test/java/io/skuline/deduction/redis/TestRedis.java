package io.skuline.deduction.redis;

import io.skuline.deduction.AnswerArchive;
import io.skuline.deduction.SettableClock;
import io.skuline.event.StockLevel;
import io.skuline.stack.StackExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/** The Redis of the property tests: it is emptied, verified and opened for each engine. */
final class TestRedis implements AutoCloseable {

  static final Duration REMEMBER_FOR = Duration.ofHours(12);

  private static final long EPOCH = 7;

  /** This database is emptied again and again; other tests use number 0. */
  private static final int DATABASE = 1;

  private int opened;
  private RedisKeys keys = new RedisKeys("contract", 0);
  private final RedissonClient redis;

  private TestRedis(RedissonClient redis) {
    this.redis = redis;
  }

  static TestRedis open() {
    Config config = new Config();
    config.useSingleServer().setAddress(StackExtension.shared().redisUrl()).setDatabase(DATABASE);
    config.setNettyThreads(2);
    return new TestRedis(Redisson.create(config));
  }

  /**
   * Returns an engine without stock. Each has names of its own: a call that timed out and was sent
   * again may still arrive while the next engine is used.
   */
  RedisDeductionEngine engine(AnswerArchive archive, Instant recallUntil, SettableClock clock) {
    return engine(archive, recallUntil, clock, REMEMBER_FOR);
  }

  /** Returns an engine that remembers for another time. */
  RedisDeductionEngine engine(
      AnswerArchive archive, Instant recallUntil, SettableClock clock, Duration rememberFor) {
    RedisProperties properties =
        new RedisProperties(
            StackExtension.shared().redisUrl(),
            null,
            null,
            "contract-" + opened++,
            Duration.ofSeconds(2),
            rememberFor,
            0,
            Duration.ofMillis(500));
    keys = new RedisKeys(properties.namespace(), 0);
    redis.getKeys().flushdb();
    RedisStock stock = new RedisStock(redis, properties);
    stock.begin("token", EPOCH);
    stock.open("token", EPOCH);
    EpochGate gate = new EpochGate();
    gate.open(EPOCH, recallUntil);
    return new RedisDeductionEngine(redis, properties, stock, archive, gate, clock);
  }

  /** Forgets the answers, as when memory expires. */
  void forgetAnswers() {
    redis.getKeys().deleteByPattern(keys.memoryPrefix(EPOCH) + "*");
  }

  /** Returns the bytes that Redis has taken for its data and itself. */
  long usedMemory() {
    return Long.parseLong(info(RedisNode.InfoSection.MEMORY).get("used_memory"));
  }

  /** Returns the seconds of processor time that Redis has taken. */
  double usedCpu() {
    Map<String, String> cpu = info(RedisNode.InfoSection.CPU);
    return Double.parseDouble(cpu.get("used_cpu_user"))
        + Double.parseDouble(cpu.get("used_cpu_sys"));
  }

  String version() {
    return info(RedisNode.InfoSection.SERVER).get("redis_version");
  }

  /** Returns the hashes of remembered answers. */
  List<String> memoryKeys() {
    return redis
        .getKeys()
        .getKeysStream(KeysScanOptions.defaults().pattern(keys.memoryPrefix(EPOCH) + "*"))
        .toList();
  }

  Duration timeToLive(String key) {
    return Duration.ofMillis(redis.getBucket(key, StringCodec.INSTANCE).remainTimeToLive());
  }

  /** Renames a hash of this generation to an earlier one, as if time had passed. */
  void age(String memoryKey, int generations) {
    String prefix = keys.memoryPrefix(EPOCH);
    String[] name = memoryKey.substring(prefix.length()).split(":", -1);
    long older = Long.parseLong(name[0]) - generations;
    redis.getKeys().rename(memoryKey, prefix + older + ":" + name[1]);
  }

  /** Returns how many hashes of remembered answers would stay for ever; there must be none. */
  long memoryKeysWithoutExpiry() {
    return redis
        .getKeys()
        .getKeysStream(KeysScanOptions.defaults().pattern(keys.memoryPrefix(EPOCH) + "*"))
        .filter(key -> redis.getBucket(key, StringCodec.INSTANCE).remainTimeToLive() < 0)
        .count();
  }

  private Map<String, String> info(RedisNode.InfoSection section) {
    return redis.getRedisNodes(RedisNodes.SINGLE).getInstance().info(section);
  }

  Map<String, StockLevel> stock() {
    String prefix = keys.stockPrefix(EPOCH);
    Map<String, StockLevel> stock = new HashMap<>();
    for (String key : redis.getKeys().getKeys(KeysScanOptions.defaults().pattern(prefix + "*"))) {
      Map<String, String> hash =
          redis.<String, String>getMap(key, StringCodec.INSTANCE).readAllMap();
      stock.put(
          key.substring(prefix.length()),
          new StockLevel(Long.parseLong(hash.get("a")), Long.parseLong(hash.get("q"))));
    }
    return stock;
  }

  @Override
  public void close() {
    redis.shutdown();
  }
}
