package io.skuline.deduction.redis;

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

  /** Returns every SKU of an epoch; see {@link RedisStock#skus}. */
  Stream<String> skus(long epoch) {
    if (partitions.count() == 1) {
      String prefix = partitions.keys(0).stockPrefix(epoch);
      return keysUnder(prefix).map(key -> key.substring(prefix.length()));
    }
    // One look at all keys: a server would look at all of them for each partition as well.
    Set<String> prefixes =
        partitions.all().stream().map(keys -> keys.stockPrefix(epoch)).collect(Collectors.toSet());
    return keysUnder(partitions.root())
        .filter(key -> prefixes.contains(key.substring(0, key.lastIndexOf(':') + 1)))
        .map(key -> key.substring(key.lastIndexOf(':') + 1));
  }

  /** Removes every key of earlier epochs. */
  void forgetBefore(long epoch) {
    List<String> old = new ArrayList<>(CHUNK);
    Iterator<String> all =
        keysUnder(partitions.root())
            .filter(key -> partitions.epochIn(key).orElse(epoch) < epoch)
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

  /** Returns the latest epoch that a server was built, or begun to be built, for; 0 for none. */
  long latestEpoch() {
    return partitions.all().stream().mapToLong(this::latestEpoch).max().orElseThrow();
  }

  private long latestEpoch(RedisKeys keys) {
    String held = redis.<String>getBucket(keys.epoch(), StringCodec.INSTANCE).get();
    Matcher number = EPOCH.matcher(held == null ? "" : held);
    return number.lookingAt() ? Long.parseLong(number.group(1)) : 0;
  }
}
