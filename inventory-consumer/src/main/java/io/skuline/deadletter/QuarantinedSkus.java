package io.skuline.deadletter;

import io.skuline.store.shard.Shards;
import java.util.Set;
import java.util.TreeSet;

/** The SKUs in quarantine. */
interface QuarantinedSkus {

  /**
   * @throws RuntimeException if that cannot be found out now
   */
  Set<String> now();

  /** Reads the tables {@code quarantine} of all shards. */
  static QuarantinedSkus of(Shards shards) {
    return () ->
        new TreeSet<>(
            shards.collect(
                shard ->
                    shard
                        .jdbc()
                        .queryForList(
                            "SELECT open_sku FROM quarantine WHERE open_sku IS NOT NULL",
                            String.class)));
  }
}
