package io.skuline.deduction.redis;

import io.skuline.deduction.AnswerArchive;
import io.skuline.deduction.SettableClock;
import io.skuline.event.OrderEvent;
import io.skuline.event.StockLevel;
import io.skuline.stack.StackExtension;
import io.skuline.store.PartitionEpochs;
import io.skuline.store.StockTransfer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.redisson.Redisson;
import org.redisson.api.RBatch;
import org.redisson.api.RMap;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/** The Redis of the property tests: it is emptied, verified and opened for each engine. */
final class TestRedis implements AutoCloseable {

  static final Duration REMEMBER_FOR = Duration.ofHours(12);

  static final long EPOCH = 7;

  /** This database is emptied again and again; other tests use number 0. */
  private static final int DATABASE = 1;

  private int opened;
  private final Map<Integer, Long> epochs = new HashMap<>();
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
    RedisProperties properties =
        new RedisProperties(
            StackExtension.shared().redisUrl(),
            null,
            null,
            "contract-" + opened++,
            Duration.ofSeconds(2),
            REMEMBER_FOR,
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
    for (int partition = 0; partition < count; partition++) {
      epochs.put(partition, EPOCH);
    }
    redis.getKeys().flushdb();
    stock = new RedisStock(redis, properties);
    stock.begin("token", EPOCH, allPartitions());
    stock.open("token", EPOCH, allPartitions());
    EpochGate gate = new EpochGate(count);
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

  private SortedSet<Integer> allPartitions() {
    return new TreeSet<>(epochs().byPartition().keySet());
  }

  /** Returns the epoch of each partition. */
  PartitionEpochs epochs() {
    return PartitionEpochs.of(count, epochs);
  }

  /** Returns a SKU of a partition. */
  String skuIn(String name, int partition) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> name + i)
        .filter(sku -> partitions.of(sku) == partition)
        .findFirst()
        .orElseThrow();
  }

  /** Loses a partition, and builds it anew with some stock in the next epoch. */
  void lose(int partition, Map<String, StockLevel> levels) {
    lose(partition, levels, List.of());
  }

  /** Does the same if units were transferred to buckets. */
  void lose(int partition, Map<String, StockLevel> levels, Collection<StockTransfer> transfers) {
    long epoch = Collections.max(epochs.values()) + 1;
    SortedSet<Integer> some = new TreeSet<>(Set.of(partition));
    stock.begin("token", epoch, some);
    stock.load("token", epoch, levels).join();
    new LoanRecords(partitions, new LendScript(redis, partitions, LendScript.SCRIPT))
        .restore("token", epoch, some, transfers);
    stock.open("token", epoch, some);
    epochs.put(partition, epoch);
  }

  /** Returns a batch of which the database knows nothing. */
  DecisionBatch batch(List<OrderEvent> events) {
    return new DecisionBatch(epochs(), Instant.now(), List.of(), Set.of(), events);
  }

  /** Loads a script, perhaps with a mistake in it. */
  void load(LuaScript script) {
    redis.getScript(StringCodec.INSTANCE).scriptLoad(script.text());
  }

  /** Calls a script, as {@link DecideCall} does. */
  List<String> call(LuaScript script, int partition, Object[] arguments) {
    byte[] reply =
        redis
            .getScript(ByteArrayCodec.INSTANCE)
            .evalSha(
                RScript.Mode.READ_WRITE,
                script.sha1(),
                RScript.ReturnType.VALUE,
                List.of(partitions.keys(partition).epoch()),
                ScriptMessage.pack(arguments));
    return ScriptMessage.answers(reply);
  }

  /** Calls a script that returns a text. */
  String callForText(LuaScript script, int partition, Object[] arguments) {
    return redis
        .getScript(StringCodec.INSTANCE)
        .eval(
            RScript.Mode.READ_WRITE,
            script.text(),
            RScript.ReturnType.STRING,
            List.of(partitions.keys(partition).epoch()),
            arguments);
  }

  /** Deletes the stock of a SKU, as somebody may do by hand. */
  void delete(String sku) {
    int partition = partitions.of(sku);
    redis.getKeys().delete(partitions.keys(partition).stockPrefix(epochs.get(partition)) + sku);
  }

  /** Forgets the answers, as when memory expires. */
  void forgetAnswers() {
    partitions
        .all()
        .forEach(keys -> redis.getKeys().deleteByPattern(keys.memoryPrefix(EPOCH) + "*"));
  }

  /**
   * Returns the bytes of all hashes of remembered answers. The memory of the whole server would
   * contain buffers of clients, and what is removed in the background.
   */
  long rememberedBytes() {
    RBatch batch = redis.createBatch();
    for (String key : memoryKeys()) {
      var unused = // the batch sends it
          batch.getMap(key, StringCodec.INSTANCE).sizeInMemoryAsync();
    }
    return batch.execute().getResponses().stream().mapToLong(size -> (Long) size).sum();
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

  void expire(String key, Duration timeToLive) {
    redis.getBucket(key, StringCodec.INSTANCE).expire(timeToLive);
  }

  /** Makes a hash look as if everything in it had been written so many generations earlier. */
  void age(String memoryKey, int generations) {
    RMap<String, String> hash = redis.getMap(memoryKey, StringCodec.INSTANCE);
    hash.readAllMap()
        .forEach(
            (field, value) -> {
              int end = value.indexOf(field.equals("!") ? '+' : ' ');
              long generation = Long.parseLong(value.substring(0, end)) - generations;
              hash.fastPut(field, generation + value.substring(end));
            });
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
    for (int partition = 0; partition < count; partition++) {
      String prefix = partitions.keys(partition).stockPrefix(epochs.get(partition));
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
