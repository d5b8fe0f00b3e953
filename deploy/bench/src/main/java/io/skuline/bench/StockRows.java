package io.skuline.bench;

import org.springframework.jdbc.core.JdbcTemplate;

/** Rows of stock that are written into the database at once, as a rebuild finds them. */
public final class StockRows {

  /**
   * The most SKUs: 16 times the rows of {@code order_lock}, which is as many as one statement can
   * make of it.
   */
  private static final int MAX = 16 * 65_536;

  private StockRows() {}

  /** Throws {@link IllegalArgumentException} if these are too few or too many SKUs. */
  public static void requireBounds(int skus) {
    if (skus < 1 || skus > MAX) {
      throw new IllegalArgumentException("--skus must be 1 to " + MAX);
    }
  }

  /** Writes stock of so many SKUs, which differs from SKU to SKU, in place of what is there. */
  public static void fill(JdbcTemplate jdbc, int skus, long seed) {
    jdbc.update("DELETE FROM stock");
    jdbc.update(
        "INSERT INTO stock (sku_id, available, last_sequence, movements)"
            + " SELECT CONCAT('sku-', LPAD(n, 7, '0')), 1 + CRC32(CONCAT(?, ':', n)) % 10000, 1, 1"
            + " FROM (SELECT a.stripe * 16 + b.stripe AS n FROM order_lock a JOIN order_lock b"
            + " ON b.stripe < 16) numbers WHERE n < ?",
        seed, skus);
  }
}
