package io.skuline.store;

import io.skuline.store.shard.Shards;
import java.util.List;

/** The open rows of the tables {@code quarantine}. */
public final class OpenQuarantines {

  private final Shards shards;

  public OpenQuarantines(Shards shards) {
    this.shards = shards;
  }

  public List<String> skus() {
    return shards.collect(
        shard ->
            shard
                .jdbc()
                .queryForList(
                    "SELECT open_sku FROM quarantine WHERE open_sku IS NOT NULL ORDER BY open_sku",
                    String.class));
  }
}
