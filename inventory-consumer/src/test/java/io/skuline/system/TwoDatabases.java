package io.skuline.system;

import io.skuline.store.shard.SlotMap;
import java.util.List;
import java.util.Map;

/**
 * An installation with a second shard.
 *
 * @param url the URL of the second shard
 */
record TwoDatabases(Installation installation, String url) {

  static final String LOWER = "0-511";
  static final String UPPER = "512-1023";

  private static final SlotMap LAYOUT = SlotMap.of(List.of(LOWER, UPPER));

  /** Returns an id of a new SKU in the first or the second shard. */
  static String skuIn(int shard, Shop shop) {
    String sku = shop.id("sku");
    while (LAYOUT.shardOf(sku) != shard) {
      sku = shop.id("sku");
    }
    return sku;
  }

  static TwoDatabases of(Installation installation) {
    installation.stack().createGroup(installation.group("ledger") + "-1", true);
    return new TwoDatabases(
        installation, installation.stack().jdbcUrl(installation.database() + "_1"));
  }

  /** Returns the same installation, with the second shard at another address. */
  TwoDatabases through(Forwarder forwarder) {
    int port = installation.stack().database().port();
    return new TwoDatabases(installation, url.replace(":" + port, ":" + forwarder.port()));
  }

  /** Returns the further settings of the service, as environment variables. */
  Map<String, String> settings() {
    return settings(LOWER, UPPER);
  }

  Map<String, String> settings(String slotsOfHome, String slotsOfOther) {
    return Map.of(
        "SKULINE_LEDGER_SHARDS_0_SLOTS", slotsOfHome,
        "SKULINE_LEDGER_SHARDS_1_URL", url,
        "SKULINE_LEDGER_SHARDS_1_SLOTS", slotsOfOther);
  }
}
