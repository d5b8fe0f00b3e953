package io.skuline.deduction.redis;

import io.skuline.store.PartitionEpochs;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.client.codec.StringCodec;

/** Finds Skuline's keys in Redis, bit by bit. */
record StoredKeys(RedissonClient redis, Partitions partitions) {

  /** The most keys that are found or removed at once. */
  private static final int CHUNK = 1000;

  /** {@code 7@...} is open for 7; {@code rebuilding:7:...} and {@code disowned:7} are not. */
  private static final Pattern EPOCH = Pattern.compile("(?:[a-z]+:)?(\\d{1,18})");

  /** Returns every SKU of these epochs; see {@link RedisStock#skus}. */
  Stream<String> skus(PartitionEpochs epochs) {
    Set<String> prefixes =
        epochs.byPartition().entrySet().stream()
            .map(each -> partitions.keys(each.getKey()).stockPrefix(each.getValue()))
            .collect(Collectors.toSet());
    // One look at all keys: a server would look at all of them for each partition as well.
    String root = prefixes.size() == 1 ? prefixes.iterator().next() : partitions.root();
    return keysUnder(root)
        .filter(key -> prefixes.contains(key.substring(0, key.lastIndexOf(':') + 1)))
        .map(key -> key.substring(key.lastIndexOf(':') + 1));
  }

  /** Removes every key of earlier epochs of these partitions. */
  void forgetBefore(PartitionEpochs epochs) {
    List<String> old = new ArrayList<>(CHUNK);
    Iterator<String> all =
        keysUnder(partitions.root())
            .filter(key -> partitions.isOfEarlierEpoch(key, epochs))
            .iterator();
    while (all.hasNext()) {
      old.add(all.next());
      if (old.size() == CHUNK || !all.hasNext()) {
        redis.getKeys().delete(old.toArray(String[]::new));
        old.clear();
      }
    }
  }

  private Stream<String> keysUnder(String prefix) {
    return redis
        .getKeys()
        .getKeysStream(KeysScanOptions.defaults().pattern(escape(prefix) + "*").chunkSize(CHUNK));
  }

  private static String escape(String prefix) {
    return prefix.replace("[", "\\[").replace("?", "\\?").replace("*", "\\*");
  }

  /** Returns the latest epoch that a partition was built, or begun to be built, for; 0 for none. */
  long latestEpoch(RedisKeys keys) {
    String held = redis.<String>getBucket(keys.epoch(), StringCodec.INSTANCE).get();
    Matcher number = EPOCH.matcher(held == null ? "" : held);
    return number.lookingAt() ? Long.parseLong(number.group(1)) : 0;
  }
}
