package io.skuline.store.shard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/** All shards, and the assignment of ids to them. */
public final class Shards {

  private final SlotMap slots;
  private final List<Shard> all;

  /**
   * @param all as many shards as the layout has, in the order of their numbers
   */
  public Shards(SlotMap slots, List<Shard> all) {
    if (slots.shards() != all.size()) {
      throw new IllegalArgumentException(all.size() + " shards, not " + slots.shards());
    }
    this.slots = slots;
    this.all = List.copyOf(all);
  }

  /** Returns one database for everything. */
  public static Shards single(DataSource database) {
    return new Shards(SlotMap.single(), List.of(new Shard(0, database, null)));
  }

  public SlotMap layout() {
    return slots;
  }

  public List<Shard> all() {
    return all;
  }

  /**
   * Returns the shard of a SKU. For an order or adjustment, it is the shard with its answers that
   * moved nothing.
   */
  public Shard of(String id) {
    return all.get(slots.shardOf(id));
  }

  /**
   * Collects what every shard has, one shard after the other.
   *
   * @throws DataAccessResourceFailureException if a shard does not answer; the message names it
   */
  public <T> List<T> collect(Function<Shard, ? extends Collection<T>> of) {
    List<T> found = new ArrayList<>();
    all.forEach(shard -> found.addAll(asking(shard, () -> of.apply(shard))));
    return found;
  }

  /**
   * Collects what each id's own shard has about it.
   *
   * @throws DataAccessResourceFailureException if a shard does not answer; the message names it
   */
  public <T> Set<T> ofEach(
      Collection<String> ids, BiFunction<Shard, List<String>, ? extends Collection<T>> of) {
    Set<T> found = new HashSet<>();
    slots
        .split(ids)
        .forEach(
            (number, some) -> {
              Shard shard = all.get(number);
              found.addAll(asking(shard, () -> of.apply(shard, some)));
            });
    return found;
  }

  private static <T> T asking(Shard shard, Supplier<T> question) {
    try {
      return question.get();
    } catch (DataAccessResourceFailureException e) {
      throw new DataAccessResourceFailureException(
          shard + " does not answer: " + e.getMessage(), e);
    }
  }
}
