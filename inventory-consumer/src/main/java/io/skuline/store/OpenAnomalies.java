package io.skuline.store;

import io.skuline.store.shard.Shards;

/**
 * Counts the anomalies that no operator has settled yet. While there is one, nothing counts as
 * verified.
 */
public final class OpenAnomalies {

  private OpenAnomalies() {}

  /** Returns how many there are in all shards. */
  public static long count(Shards shards) {
    return shards.all().stream()
        .map(
            shard ->
                shard
                    .jdbc()
                    .queryForObject(
                        "SELECT COUNT(*) FROM ledger_anomaly WHERE settled_at IS NULL", Long.class))
        .mapToLong(count -> count == null ? 0 : count)
        .sum();
  }
}
