package io.skuline.store;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A SKU's stock row and the sum of all its movements, seen at one instant.
 *
 * @param row the SKU's stock row; null if it has none
 * @param total the sum of all movements
 * @param latest the highest sequence, 0 without movements
 * @param movements how many movements there are
 * @param odd how many movements, except anomalies, leave other units than they say
 */
public record SkuBalance(@Nullable Row row, long total, long latest, long movements, long odd) {

  /** A stock row. */
  public record Row(long available, long lastSequence, long movements) {}

  /** Reads the balance with one statement, which sees one state of the database. */
  public static SkuBalance of(JdbcTemplate jdbc, String sku) {
    return jdbc.queryForObject(
        """
        SELECT s.sku_id IS NOT NULL AS stocked, s.available, s.last_sequence, s.movements,
          m.total, m.latest, m.n, m.odd
        FROM (
          SELECT ? AS sku_id, COALESCE(SUM(delta), 0) AS total,
            COALESCE(MAX(sequence), 0) AS latest, COUNT(*) AS n,
            COALESCE(SUM(folded <> available_after AND kind <> 'A'), 0) AS odd
          FROM (
            SELECT delta, sequence, kind, available_after,
              SUM(delta) OVER (ORDER BY sequence) AS folded
            FROM movement WHERE sku_id = ?) f) m
        LEFT JOIN stock s ON s.sku_id = m.sku_id
        """,
        (row, n) ->
            new SkuBalance(
                row.getBoolean("stocked")
                    ? new Row(
                        row.getLong("available"),
                        row.getLong("last_sequence"),
                        row.getLong("movements"))
                    : null,
                row.getLong("total"),
                row.getLong("latest"),
                row.getLong("n"),
                row.getLong("odd")),
        sku,
        sku);
  }

  /** Tells whether no number is missing. */
  public boolean complete() {
    return movements == latest;
  }

  /** Describes in words how the stock row differs from its movements; null if it does not. */
  public @Nullable String difference() {
    if (row == null) {
      return movements == 0 ? null : movements + " movements, but no stock row";
    }
    boolean same =
        row.available() == total && row.lastSequence() == latest && row.movements() == movements;
    return same
        ? null
        : "stock says %d at %d after %d movements; they say %d at %d after %d"
            .formatted(
                row.available(), row.lastSequence(), row.movements(), total, latest, movements);
  }

  /** Describes in words everything that does not add up; null if everything does. */
  public @Nullable String problem() {
    String difference = difference();
    if (difference != null) {
      return difference;
    }
    if (!complete()) {
      return movements + " movements up to sequence " + latest;
    }
    return odd == 0 ? null : odd + " movements leave something else than they say";
  }
}
