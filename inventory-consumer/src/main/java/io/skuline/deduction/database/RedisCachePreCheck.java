package io.skuline.deduction.database;

import io.skuline.event.StockLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.redisson.api.RBatch;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/**
 * Looks into Redis, where levels read from the primary are kept for a moment. So the primary is
 * read, without locks, at most once per SKU and moment, however many orders ask. A SKU whose units
 * are divided over several rows is never seen.
 */
final class RedisCachePreCheck implements PreCheck {

  private final RedissonClient redis;
  private final String prefix;
  private final DatabaseStockLevels primary;
  private final Duration keepFor;

  /**
   * @param namespace first part of every key
   * @param keepFor how outdated a level can be
   */
  RedisCachePreCheck(
      RedissonClient redis, String namespace, DatabaseStockLevels primary, Duration keepFor) {
    this.redis = redis;
    this.prefix = namespace + ":glance:";
    this.primary = primary;
    this.keepFor = keepFor;
  }

  @Override
  public Map<String, StockLevel> glance(Collection<String> skus) {
    String[] keys = skus.stream().map(prefix::concat).toArray(String[]::new);
    Map<String, StockLevel> levels = new HashMap<>();
    Map<String, String> cached = redis.getBuckets(StringCodec.INSTANCE).get(keys);
    cached.forEach((key, text) -> levels.put(key.substring(prefix.length()), read(text)));
    List<String> missing = new ArrayList<>(skus);
    missing.removeAll(levels.keySet());
    if (!missing.isEmpty()) {
      Map<String, StockLevel> found = primary.undivided(missing);
      keep(found);
      levels.putAll(found);
    }
    return levels;
  }

  private void keep(Map<String, StockLevel> found) {
    if (found.isEmpty()) {
      return;
    }
    RBatch batch = redis.createBatch();
    found.forEach(
        (sku, level) -> {
          var unused = // sent by execute
              batch
                  .getBucket(prefix + sku, StringCodec.INSTANCE)
                  .setAsync(level.available() + "," + level.sequence(), keepFor);
        });
    batch.execute();
  }

  private static StockLevel read(String text) {
    int comma = text.indexOf(',');
    return new StockLevel(
        Long.parseLong(text.substring(0, comma)), Long.parseLong(text.substring(comma + 1)));
  }
}
