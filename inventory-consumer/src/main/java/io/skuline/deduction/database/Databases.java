package io.skuline.deduction.database;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.store.shard.SlotMap;
import java.util.List;
import java.util.function.IntConsumer;
import javax.sql.DataSource;

/**
 * Where the engine decides: one database, or one for each shard.
 *
 * @param each by the number of its shard
 * @param preparation makes sure that the shard of this number may be used, or throws
 */
record Databases(SlotMap layout, List<DataSource> each, IntConsumer preparation) {

  /** Databases that are ready. */
  Databases(SlotMap layout, List<DataSource> each) {
    this(layout, each, shard -> {});
  }

  static Databases single(DataSource database) {
    return new Databases(SlotMap.single(), List.of(database));
  }

  /**
   * A shard that was away at the start was not asked yet which slots it holds.
   *
   * @throws DeductionUnavailableException if one is away, or is not what is configured
   */
  void requirePrepared() {
    try {
      for (int shard = 0; shard < each.size(); shard++) {
        preparation.accept(shard);
      }
    } catch (RuntimeException e) {
      throw new DeductionUnavailableException(e.getMessage(), e);
    }
  }
}
