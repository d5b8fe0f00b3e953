package io.skuline.deduction.database;

import io.skuline.shard.Layout;
import java.util.List;
import javax.sql.DataSource;

/**
 * Where the engine decides: one database, or one for each shard.
 *
 * @param each by the number of its shard
 */
record Databases(Layout layout, List<DataSource> each) {

  static Databases single(DataSource database) {
    return new Databases(Layout.single(), List.of(database));
  }
}
