package io.skuline.recovery;

import io.skuline.shard.Shards;
import java.util.List;

/** The open rows of the tables {@code quarantine}. */
final class OpenQuarantines {

  private final Shards shards;

  OpenQuarantines(Shards shards) {
    this.shards = shards;
  }

  List<String> skus() {
    return shards.collect(
        shard ->
            shard
                .jdbc()
                .queryForList(
                    "SELECT open_sku FROM quarantine WHERE open_sku IS NOT NULL ORDER BY open_sku",
                    String.class));
  }
}
