package io.skuline.store;

import io.skuline.store.shard.Shard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives a movement to every number of a SKU, and a number to every published movement.
 *
 * <p>Movements that the lost epoch had decided and not published leave gaps. Several lanes can move
 * a SKU at once (carts). One lane's decision may have been published, while the one before it, of
 * another lane, is void. The published decision then counts the units of the void one. Every
 * missing number gets a movement of kind V with what it must have moved, and the next free number
 * moves all of that back. So the numbers have no gap, every movement leaves the units that it says,
 * and the sum is that of the published movements.
 *
 * <p>A movement that was published under a number which another movement has waits in the table
 * {@code unplaced_movement}; it gets a number after those.
 */
public final class SequenceGaps {

  private static final Logger log = LoggerFactory.getLogger(SequenceGaps.class);

  private final Predicate<String> which;
  private final Runnable requireLeading;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  /**
   * @param which selects the SKUs about which nothing is being decided
   * @param requireLeading throws if another instance has begun an epoch since; it is asked in every
   *     transaction, with the SKU's row locked
   */
  public SequenceGaps(Shard shard, Predicate<String> which, Runnable requireLeading) {
    this.which = which;
    this.requireLeading = requireLeading;
    this.jdbc = shard.jdbc();
    this.transaction = shard.transaction();
  }

  /**
   * A gap.
   *
   * @param first the first number that is missing
   * @param next the next number that is there again
   * @param before the units that were left before the gap
   * @param after the units that were left after it
   */
  private record Gap(long first, long next, long before, long after) {}

  /**
   * Fills the gaps. It is to be called when everything that was published about the SKUs is in the
   * database.
   *
   * @param epoch the epoch that begins
   */
  public void fill(long epoch) {
    List<String> skus =
        skus("SELECT sku_id FROM stock WHERE movements > 0 AND movements < last_sequence");
    int numbers = 0;
    for (String sku : skus) {
      Integer filled = transaction.execute(status -> fill(epoch, sku));
      numbers += filled == null ? 0 : filled;
    }
    if (numbers > 0) {
      log.warn("{} movements of {} SKUs were decided and never told: void", numbers, skus.size());
    }
    for (String sku : skus("SELECT DISTINCT sku_id FROM unplaced_movement")) {
      transaction.executeWithoutResult(status -> place(sku));
    }
  }

  private List<String> skus(String query) {
    return jdbc.queryForList(query, String.class).stream().filter(which).toList();
  }

  private void place(String sku) {
    jdbc.queryForList("SELECT sku_id FROM stock WHERE sku_id = ? FOR UPDATE", String.class, sku);
    requireLeading.run();
    List<Map<String, Object>> rows =
        jdbc.queryForList(
            """
            SELECT * FROM unplaced_movement WHERE sku_id = ?
            ORDER BY sequence, order_id, operation_id FOR UPDATE
            """,
            sku);
    for (Map<String, Object> row : rows) {
      Object[] key = {row.get("order_id"), row.get("operation_id"), sku};
      jdbc.update(
          """
          INSERT INTO stock (sku_id, available, last_sequence, movements) VALUES (?,?,1,1)
          ON DUPLICATE KEY UPDATE available = available + VALUES(available),
            last_sequence = last_sequence + 1, movements = movements + 1, said = NULL
          """,
          sku,
          row.get("delta"));
      jdbc.update(
          """
          INSERT INTO movement (order_id, kind, operation_id, sku_id, delta, available_after,
            sequence, line_no, line_count, decided_at, epoch, batch_id)
          SELECT u.order_id, 'A', u.operation_id, u.sku_id, u.delta, s.available,
            s.last_sequence, u.line_no, u.line_count, u.decided_at, u.epoch, 0
          FROM unplaced_movement u JOIN stock s ON s.sku_id = u.sku_id WHERE u.order_id = ?
            AND u.operation_id = ? AND u.sku_id = ?
          """,
          key);
      jdbc.update(
          "DELETE FROM unplaced_movement WHERE order_id = ? AND operation_id = ? AND sku_id = ?",
          key);
      log.warn("Told under another movement's number, and has one of its own now: {}", row);
    }
  }

  private int fill(long epoch, String sku) {
    List<Object[]> rows = new ArrayList<>();
    long moved = 0;
    long last =
        jdbc.queryForObject(
            "SELECT last_sequence FROM stock WHERE sku_id = ? FOR UPDATE", Long.class, sku);
    requireLeading.run();
    for (Gap gap : gaps(sku)) {
      for (long number = gap.first(); number < gap.next(); number++) {
        long delta = number == gap.first() ? gap.after() - gap.before() : 0;
        rows.add(row(epoch, sku, number, delta, gap.after()));
        moved += delta;
      }
    }
    if (moved != 0) {
      long available =
          jdbc.queryForObject("SELECT available FROM stock WHERE sku_id = ?", Long.class, sku);
      rows.add(row(epoch, sku, ++last, -moved, available));
    }
    jdbc.batchUpdate(
        """
        INSERT INTO movement (order_id, kind, operation_id, sku_id, delta, available_after,
          sequence, line_no, decided_at, epoch, batch_id) VALUES (?,'V','',?,?,?,?,0,0,?,0)
        """,
        rows);
    jdbc.update(
        """
        UPDATE stock SET movements = movements + ?, last_sequence = ?, said = NULL
        WHERE sku_id = ?
        """,
        rows.size(),
        last,
        sku);
    return rows.size();
  }

  /** The row has an id that no order can have. */
  private static Object[] row(long epoch, String sku, long number, long delta, long after) {
    return new Object[] {"!" + number, sku, delta, after, number, epoch};
  }

  private List<Gap> gaps(String sku) {
    return jdbc.query(
        """
        SELECT sequence, previous, available_after - delta AS after_gap, before_gap
        FROM (
          SELECT sequence, available_after, delta,
            COALESCE(LAG(sequence) OVER (ORDER BY sequence), 0) AS previous,
            COALESCE(LAG(available_after) OVER (ORDER BY sequence), 0) AS before_gap
          FROM movement WHERE sku_id = ?) m
        WHERE sequence > previous + 1 ORDER BY sequence
        """,
        (row, n) ->
            new Gap(
                row.getLong("previous") + 1,
                row.getLong("sequence"),
                row.getLong("before_gap"),
                row.getLong("after_gap")),
        sku);
  }
}
