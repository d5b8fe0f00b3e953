package io.skuline.deduction.database;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.store.shard.SlotMap;
import java.util.List;
import java.util.function.IntConsumer;
import javax.sql.DataSource;

/**
 * The databases in which the engine decides: one, or one for each shard.
 *
 * @param each the databases, by the number of the shard
 * @param preparation makes sure that the shard of this number may be used, or throws
 */
public record Databases(SlotMap layout, List<DataSource> each, IntConsumer preparation) {

  /** Creates an instance for databases that are ready. */
  public Databases(SlotMap layout, List<DataSource> each) {
    this(layout, each, shard -> {});
  }

  static Databases single(DataSource database) {
    return new Databases(SlotMap.single(), List.of(database));
  }

  /**
   * Requires that every shard may be used. A shard that was unavailable at the start has not been
   * asked yet which slots it has.
   *
   * @throws DeductionUnavailableException if a shard is unavailable, or is not what is configured
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
