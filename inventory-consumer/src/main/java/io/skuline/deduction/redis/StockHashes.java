package io.skuline.deduction.redis;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.store.PartitionEpochs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
   * @throws DeductionUnavailableException if this is not the stock of those epochs (any more), or a
   *     SKU's partition has none of them
   */
  List<Map<String, String>> of(PartitionEpochs epochs, List<String> skus) {
    if (skus.isEmpty()) {
      return List.of();
    }
    for (String sku : skus) {
      if (!epochs.covers(sku)) {
        throw new DeductionUnavailableException("The stock of " + sku + " is fenced");
      }
    }
    RBatch batch = redis.createBatch();
    for (String sku : skus) {
      var unused = // the batch sends it
          batch.<String, String>getMap(key(epochs, sku), StringCodec.INSTANCE).getAllAsync(FIELDS);
    }
    // The epoch is read last: a server that lost its keys before any of the hashes was read shows
    // it here.
    List<Integer> read = skus.stream().map(partitions::of).distinct().toList();
    for (int partition : read) {
      var unused = // the batch sends it
          batch
              .<String>getBucket(partitions.keys(partition).epoch(), StringCodec.INSTANCE)
              .getAsync();
    }
    try {
      List<?> answers = batch.execute().getResponses();
      for (int i = 0; i < read.size(); i++) {
        requireHeld(epochs.at(read.get(i)), (String) answers.get(skus.size() + i));
      }
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
      List<Map<String, String>> hashes = skus.stream().map(sku -> hash(key(epochs, sku))).toList();
      for (int partition : read) {
        String key = partitions.keys(partition).epoch();
        requireHeld(epochs.at(partition), redis.<String>getBucket(key, StringCodec.INSTANCE).get());
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

  private String key(PartitionEpochs epochs, String sku) {
    return partitions.keysOf(sku).stockPrefix(epochs.of(sku)) + sku;
  }

  private Map<String, String> hash(String key) {
    try {
      return redis.<String, String>getMap(key, StringCodec.INSTANCE).getAll(FIELDS);
    } catch (RedisException e) {
      if (DecideScript.isDefect(e)) {
        return NO_HASH;
      }
      throw e;
    }
  }
}
