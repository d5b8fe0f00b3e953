package io.skuline.store;

import java.nio.charset.StandardCharsets;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The table {@code order_lock}: a fixed number of rows that stand for all possible ids. A
 * transaction that has locked an id's row decides about that order or adjustment alone, also when
 * the order leaves no other row that could be locked.
 */
public final class OrderLockTable {

  private OrderLockTable() {}

  /** As many rows as the migration has inserted. Two ids of one row only wait for each other. */
  static final int STRIPES = 65_536;

  /**
   * Locks the rows of these ids until the transaction ends, always in the same order, so that two
   * batches never wait for each other crosswise.
   *
   * @throws StockDriftException if a row is missing, because nothing would be locked
   */
  public static void lock(JdbcTemplate jdbc, Iterable<String> ids) {
    TreeSet<Integer> stripes = new TreeSet<>();
    ids.forEach(id -> stripes.add(stripe(id)));
    int locked =
        jdbc.queryForList(
                """
                SELECT stripe FROM order_lock FORCE INDEX (PRIMARY) WHERE stripe IN (%s)
                ORDER BY stripe FOR UPDATE
                """
                    .formatted(SqlText.marks(stripes.size())),
                Integer.class,
                stripes.toArray())
            .size();
    if (locked != stripes.size()) {
      throw new StockDriftException(
          "The table order_lock lacks %d of %d rows"
              .formatted(stripes.size() - locked, stripes.size()));
    }
  }

  private static int stripe(String id) {
    CRC32 crc = new CRC32();
    crc.update(id.getBytes(StandardCharsets.US_ASCII));
    return (int) (crc.getValue() % STRIPES);
  }
}
