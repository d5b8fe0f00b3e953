package io.skuline.deduction.redis;

import io.skuline.deduction.DeductionUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RBatch;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/** Reads the hashes of SKUs. */
record StockHashes(RedissonClient redis, Partitions partitions) {

  /** The fields of a SKU's hash that {@link RedisStock#look} reads. */
  private static final Set<String> FIELDS = Set.of("a", "q", "r", "x");

  private static final Map<String, String> NO_HASH = Map.of("a", "no hash");

  /**
   * Returns the fields of each SKU's hash, empty where there is none, in one round trip.
   *
   * @throws DeductionUnavailableException if this is not the stock of that epoch (any more)
   */
  List<Map<String, String>> of(long epoch, List<String> skus) {
    if (skus.isEmpty()) {
      return List.of();
    }
    RBatch batch = redis.createBatch();
    for (String sku : skus) {
      var unused = // the batch sends it
          batch
              .<String, String>getMap(
                  partitions.keysOf(sku).stockPrefix(epoch) + sku, StringCodec.INSTANCE)
              .getAllAsync(FIELDS);
    }
    // The epoch is read last: a server that lost its keys before any of the hashes was read shows
    // it here.
    Set<RedisKeys> read = skus.stream().map(partitions::keysOf).collect(Collectors.toSet());
    for (RedisKeys keys : read) {
      var unused = batch.<String>getBucket(keys.epoch(), StringCodec.INSTANCE).getAsync();
    }
    try {
      List<?> answers = batch.execute().getResponses();
      answers
          .subList(skus.size(), answers.size())
          .forEach(held -> requireHeld(epoch, (String) held));
      List<Map<String, String>> hashes = new ArrayList<>(skus.size());
      for (Object answer : answers.subList(0, skus.size())) {
        @SuppressWarnings("unchecked")
        Map<String, String> hash = (Map<String, String>) answer;
        hashes.add(hash);
      }
      return hashes;
    } catch (RedisException e) {
      if (!DecideScript.isDefect(e)) {
        throw e;
      }
      // One key of another type fails the whole batch.
      List<Map<String, String>> hashes = skus.stream().map(sku -> hash(epoch, sku)).toList();
      for (RedisKeys keys : read) {
        requireHeld(epoch, redis.<String>getBucket(keys.epoch(), StringCodec.INSTANCE).get());
      }
      return hashes;
    }
  }

  /**
   * This does not check whether the server is the verified one, as {@link StockServer#holds} does.
   */
  private static void requireHeld(long epoch, @Nullable String held) {
    if (held == null || !held.startsWith(epoch + "@")) {
      throw new DeductionUnavailableException("Redis does not hold epoch " + epoch + " any more");
    }
  }

  private Map<String, String> hash(long epoch, String sku) {
    try {
      return redis
          .<String, String>getMap(
              partitions.keysOf(sku).stockPrefix(epoch) + sku, StringCodec.INSTANCE)
          .getAll(FIELDS);
    } catch (RedisException e) {
      if (DecideScript.isDefect(e)) {
        return NO_HASH;
      }
      throw e;
    }
  }
}
