package io.skuline.deduction.redis;

import io.skuline.deduction.ContractStack;
import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.DeductionEngineContract;
import io.skuline.deduction.SettableClock;
import io.skuline.deduction.StockLevel;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/** The Redis engine gives the model's answers. */
class RedisEngineContractIT extends DeductionEngineContract {

  private static final long EPOCH = 7;
  private static RedissonClient redis;
  private static int tries;

  private RedisKeys keys;

  @BeforeContainer
  static void open() {
    Config config = new Config();
    config.useSingleServer().setAddress(ContractStack.get().redisUrl());
    config.setNettyThreads(2);
    redis = Redisson.create(config);
    redis.getScript(StringCodec.INSTANCE).scriptLoad(DecideScript.text());
  }

  @AfterContainer
  static void close() {
    redis.shutdown();
  }

  @Override
  protected DeductionEngine engine(SettableClock clock) {
    RedisProperties properties =
        new RedisProperties(
            ContractStack.get().redisUrl(),
            null,
            null,
            "contract-" + tries++,
            Duration.ofSeconds(2),
            Duration.ofHours(1));
    redis.getKeys().flushdb();
    keys = new RedisKeys(properties.namespace(), 0);
    redis.getBucket(keys.epoch(), StringCodec.INSTANCE).set(Long.toString(EPOCH));
    Gate gate = new Gate();
    gate.open(EPOCH);
    return new RedisDeductionEngine(redis, properties, gate, clock);
  }

  @Override
  protected Map<String, StockLevel> stock() {
    String prefix = keys.stockPrefix(EPOCH);
    Map<String, StockLevel> stock = new HashMap<>();
    KeysScanOptions ofThisTry = KeysScanOptions.defaults().pattern(prefix + "*");
    for (String key : redis.getKeys().getKeys(ofThisTry)) {
      Map<String, String> hash =
          redis.<String, String>getMap(key, StringCodec.INSTANCE).readAllMap();
      stock.put(
          key.substring(prefix.length()),
          new StockLevel(Long.parseLong(hash.get("a")), Long.parseLong(hash.get("q"))));
    }
    return stock;
  }
}
