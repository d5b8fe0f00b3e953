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
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/** The Redis of the property tests: it is emptied, verified and opened for each engine. */
final class TestRedis implements AutoCloseable {

  static final Duration REMEMBER_FOR = Duration.ofHours(12);

  static final long EPOCH = 7;

  /** This database is emptied again and again; other tests use number 0. */
  private static final int DATABASE = 1;

  private int opened;
  private final int count;
  private Partitions partitions;
  private RedisStock stock;
  private final RedissonClient redis;

  private TestRedis(RedissonClient redis, int count) {
    this.redis = redis;
    this.count = count;
    this.partitions = Partitions.of("contract", count);
  }

  static TestRedis open() {
    return open(1);
  }

  /** Opens it for engines with this number of partitions. */
  static TestRedis open(int partitions) {
    Config config = new Config();
    config.useSingleServer().setAddress(StackExtension.shared().redisUrl()).setDatabase(DATABASE);
    config.setNettyThreads(2);
    return new TestRedis(Redisson.create(config), partitions);
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
            Duration.ofMillis(500),
            RedisProperties.SINGLE,
            List.of(),
            null,
            null,
            null,
            RedisTlsProperties.NONE,
            count);
    partitions = Partitions.of(properties);
    redis.getKeys().flushdb();
    stock = new RedisStock(redis, properties);
    stock.begin("token", EPOCH);
    stock.open("token", EPOCH);
    EpochGate gate = new EpochGate();
    gate.open(EPOCH, recallUntil);
    return new RedisDeductionEngine(redis, properties, stock, archive, gate, clock);
  }

  Partitions partitions() {
    return partitions;
  }

  /** Returns the stock of the latest engine, as the rest of the service uses it. */
  RedisStock server() {
    return stock;
  }

  /** Loads a script, perhaps with a mistake in it. */
  void load(LuaScript script) {
    redis.getScript(StringCodec.INSTANCE).scriptLoad(script.text());
  }

  /** Calls a script, as {@link DecideCall} does. */
  List<String> call(LuaScript script, int partition, Object[] arguments) {
    return redis
        .getScript(StringCodec.INSTANCE)
        .evalSha(
            RScript.Mode.READ_WRITE,
            script.sha1(),
            RScript.ReturnType.LIST,
            List.of(partitions.keys(partition).epoch()),
            arguments);
  }

  /** Forgets the answers, as when memory expires. */
  void forgetAnswers() {
    partitions
        .all()
        .forEach(keys -> redis.getKeys().deleteByPattern(keys.memoryPrefix(EPOCH) + "*"));
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
        .getKeysStream(KeysScanOptions.defaults().pattern(memoryPrefix() + "*"))
        .toList();
  }

  Duration timeToLive(String key) {
    return Duration.ofMillis(redis.getBucket(key, StringCodec.INSTANCE).remainTimeToLive());
  }

  /** Renames a hash of this generation to an earlier one, as if time had passed. */
  void age(String memoryKey, int generations) {
    String prefix = memoryPrefix();
    String[] name = memoryKey.substring(prefix.length()).split(":", -1);
    long older = Long.parseLong(name[0]) - generations;
    redis.getKeys().rename(memoryKey, prefix + older + ":" + name[1]);
  }

  /** Returns how many hashes of remembered answers would stay for ever; there must be none. */
  long memoryKeysWithoutExpiry() {
    return redis
        .getKeys()
        .getKeysStream(KeysScanOptions.defaults().pattern(memoryPrefix() + "*"))
        .filter(key -> redis.getBucket(key, StringCodec.INSTANCE).remainTimeToLive() < 0)
        .count();
  }

  private Map<String, String> info(RedisNode.InfoSection section) {
    return redis.getRedisNodes(RedisNodes.SINGLE).getInstance().info(section);
  }

  Map<String, StockLevel> stock() {
    Map<String, StockLevel> stock = new HashMap<>();
    hashes()
        .forEach(
            (sku, hash) ->
                stock.put(
                    sku,
                    new StockLevel(Long.parseLong(hash.get("a")), Long.parseLong(hash.get("q")))));
    return stock;
  }

  /** Returns the units that carts have reserved, by SKU. */
  Map<String, Integer> reserved() {
    Map<String, Integer> reserved = new HashMap<>();
    hashes()
        .forEach((sku, hash) -> reserved.put(sku, Integer.valueOf(hash.getOrDefault("r", "0"))));
    reserved.values().removeIf(units -> units == 0);
    return reserved;
  }

  private Map<String, Map<String, String>> hashes() {
    Map<String, Map<String, String>> hashes = new HashMap<>();
    for (RedisKeys keys : partitions.all()) {
      String prefix = keys.stockPrefix(EPOCH);
      for (String key : redis.getKeys().getKeys(KeysScanOptions.defaults().pattern(prefix + "*"))) {
        hashes.put(
            key.substring(prefix.length()),
            redis.<String, String>getMap(key, StringCodec.INSTANCE).readAllMap());
      }
    }
    return hashes;
  }

  /** The memory of the only partition. */
  private String memoryPrefix() {
    return partitions.keys(0).memoryPrefix(EPOCH);
  }

  @Override
  public void close() {
    redis.shutdown();
  }
}
