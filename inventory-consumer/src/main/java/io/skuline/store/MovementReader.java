package io.skuline.store;

import io.skuline.store.shard.Shard;
import io.skuline.store.shard.Shards;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads movements in the order of their SKU and sequence, shard by shard. It keeps no more than a
 * page in memory. It reads a shard's replica if there is one that answers: the latest movements may
 * be missing then.
 */
public final class MovementReader {

  /** The most movements of a page. */
  public static final int MAX_PAGE = 2000;

  private static final String SELECT = "SELECT " + MovementTable.COLUMNS + " FROM movement";

  private final Shards shards;

  public MovementReader(Shards shards) {
    this.shards = shards;
  }

  /**
   * Returns movements of one SKU.
   *
   * @param from the first sequence to return
   * @param limit 1 to {@value #MAX_PAGE}
   */
  public List<Movement> of(String sku, long from, int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException("limit must be 1 to " + MAX_PAGE + ", is " + limit);
    }
    return shards
        .of(sku)
        .reading(
            jdbc ->
                jdbc.query(
                    SELECT + " WHERE sku_id = ? AND sequence >= ? ORDER BY sequence LIMIT ?",
                    (row, n) -> MovementTable.movement(row),
                    sku,
                    from,
                    limit));
  }

  /** Passes every movement of one SKU to the consumer. */
  public void forEachOf(String sku, Consumer<Movement> consumer) {
    List<Movement> page = of(sku, 0, MAX_PAGE);
    while (!page.isEmpty()) {
      page.forEach(consumer);
      page = of(sku, page.get(page.size() - 1).sequence() + 1, MAX_PAGE);
    }
  }

  /** Passes every movement of all shards to the consumer. */
  public void forEach(Consumer<Movement> consumer) {
    for (Shard shard : shards.all()) {
      forEach((sku, sequence) -> shard.reading(jdbc -> after(jdbc, sku, sequence)), consumer);
    }
  }

  /** Passes every movement of one database to the consumer. */
  public static void forEach(JdbcTemplate jdbc, Consumer<Movement> consumer) {
    forEach((sku, sequence) -> after(jdbc, sku, sequence), consumer);
  }

  private interface Pages {
    List<Movement> after(String sku, long sequence);
  }

  private static void forEach(Pages pages, Consumer<Movement> consumer) {
    List<Movement> page = pages.after("", 0);
    while (!page.isEmpty()) {
      page.forEach(consumer);
      Movement last = page.get(page.size() - 1);
      page = pages.after(last.sku(), last.sequence());
    }
  }

  /**
   * Reads in two steps, each a range of the index: a comparison of pairs would read the index from
   * its start.
   */
  private static List<Movement> after(JdbcTemplate jdbc, String sku, long sequence) {
    List<Movement> rest =
        jdbc.query(
            SELECT + " WHERE sku_id = ? AND sequence > ? ORDER BY sequence LIMIT " + MAX_PAGE,
            (row, n) -> MovementTable.movement(row),
            sku,
            sequence);
    return !rest.isEmpty()
        ? rest
        : jdbc.query(
            SELECT + " WHERE sku_id > ? ORDER BY sku_id, sequence LIMIT " + MAX_PAGE,
            (row, n) -> MovementTable.movement(row),
            sku);
  }
}
