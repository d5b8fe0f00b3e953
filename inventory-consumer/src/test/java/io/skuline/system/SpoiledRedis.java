package io.skuline.system;

import io.skuline.deduction.redis.StackRedis;
import java.util.HashSet;
import java.util.Set;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.client.codec.StringCodec;

/** Writes into Skuline's Redis what does not belong there. */
final class SpoiledRedis implements AutoCloseable {

  private final RedissonClient redis;
  private final String pattern;

  private SpoiledRedis(RedissonClient redis, String pattern) {
    this.redis = redis;
    this.pattern = pattern;
  }

  static SpoiledRedis of(Installation installation) {
    return new SpoiledRedis(
        StackRedis.connect(installation.stack()), "*" + installation.id() + "*");
  }

  Set<String> keys() {
    Set<String> keys = new HashSet<>();
    redis.getKeys().getKeys(KeysScanOptions.defaults().pattern(pattern)).forEach(keys::add);
    return keys;
  }

  /** Replaces a hash by a text. */
  void spoil(String key) {
    redis.getKeys().rename(key, backup(key));
    redis.getBucket(key, StringCodec.INSTANCE).set("no hash");
  }

  void repair(String key) {
    redis.getKeys().rename(backup(key), key);
  }

  private static String backup(String key) {
    return key + ".before";
  }

  @Override
  public void close() {
    redis.shutdown();
  }
}
