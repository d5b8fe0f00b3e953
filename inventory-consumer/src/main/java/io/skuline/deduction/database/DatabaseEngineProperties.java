package io.skuline.deduction.database;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Settings of the database engine alone.
 *
 * @param buckets Number of rows over which the units of a SKU are divided while it is hot, so that
 *     as many batches can sell it at once: 1, 2, 4, 8 or 16. With 1, each SKU has one row. A row
 *     gets at least {@code skuline.hot.lend-least} units.
 */
public record DatabaseEngineProperties(@DefaultValue("1") int buckets) {

  private static final int MOST = 16;

  public DatabaseEngineProperties {
    Assert.isTrue(
        buckets >= 1 && buckets <= MOST && Integer.bitCount(buckets) == 1,
        "skuline.deduction.database.buckets must be 1, 2, 4, 8 or 16, is " + buckets);
  }
}
