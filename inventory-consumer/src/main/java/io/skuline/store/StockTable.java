package io.skuline.store;

import io.skuline.event.StockLevel;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code stock} of one shard: one row for each SKU, the sum of its movements. */
public final class StockTable {

  private static final String INSERT_ROWS =
      "INSERT INTO stock (sku_id, available, last_sequence, movements) VALUES ";

  private static final BatchStatement INSERT = new BatchStatement(INSERT_ROWS, 4, "").exact();

  /**
   * The columns are set from left to right. In the last one, the others are what the row has from
   * now on, and nothing is added for the note.
   */
  private static final LiteralStatement ADD =
      new LiteralStatement(
          "INSERT INTO stock (sku_id, available, last_sequence, movements, said) VALUES ",
          """
          ON DUPLICATE KEY UPDATE
           said = IF(VALUES(last_sequence) > last_sequence, VALUES(said), said),
           available = available + VALUES(available),
           last_sequence = GREATEST(last_sequence, VALUES(last_sequence)),
           movements = movements + VALUES(movements)
             + IF(movements + VALUES(movements) = last_sequence AND NOT (available <=> said),
               LAST_INSERT_ID(1) - 1, 0)\
          """);

  private final JdbcTemplate jdbc;

  public StockTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Returns those of the SKUs that have a movement. */
  public Set<String> stocked(Collection<String> skus) {
    return new HashSet<>(
        jdbc.queryForList(
            "SELECT sku_id FROM stock WHERE movements > 0 AND sku_id IN (%s)"
                .formatted(SqlText.marks(skus.size())),
            String.class,
            skus.toArray()));
  }

  /** Returns the levels of those of the SKUs that were ever stocked; locks nothing. */
  public Map<String, StockLevel> levels(Collection<String> skus) {
    Map<String, StockLevel> levels = new HashMap<>();
    for (List<String> some : SqlText.chunks(skus)) {
      jdbc.query(
          """
          SELECT sku_id, available, last_sequence FROM stock
          WHERE last_sequence > 0 AND sku_id IN (%s)
          """
              .formatted(SqlText.marks(some.size())),
          row -> {
            levels.put(row.getString(1), new StockLevel(row.getLong(2), row.getLong(3)));
          },
          some.toArray());
    }
    return levels;
  }

  /**
   * Locks the rows of these SKUs until the transaction ends, in their own order.
   *
   * @param skus sorted SKUs
   * @return a row for each SKU; a SKU without a row gets a new one, which is not locked by this
   * @throws LedgerBehindException if movements of a row are still missing
   */
  public Map<String, StockRow> lock(Collection<String> skus) {
    Map<String, StockRow> rows = new HashMap<>();
    for (List<String> some : SqlText.chunks(skus)) {
      jdbc.query(
          """
          SELECT sku_id, available, last_sequence, movements, lent FROM stock FORCE INDEX (PRIMARY)
          WHERE sku_id IN (%s) ORDER BY sku_id FOR UPDATE
          """
              .formatted(SqlText.marks(some.size())),
          row -> {
            String sku = row.getString(1);
            requireComplete(sku, row.getLong(3), row.getLong(4));
            StockLevel level = new StockLevel(row.getLong(2), row.getLong(3));
            rows.put(sku, new StockRow(sku, level, row.getInt(5)));
          },
          some.toArray());
    }
    for (String sku : skus) {
      rows.computeIfAbsent(sku, missing -> new StockRow(missing, null));
    }
    return rows;
  }

  /** Movements of another engine may still have to pass through the ledger. */
  private static void requireComplete(String sku, long lastSequence, long movements) {
    if (movements != lastSequence) {
      throw new LedgerBehindException(
          "The ledger has not caught up with SKU %s: %d of %d movements"
              .formatted(sku, movements, lastSequence));
    }
  }

  /**
   * Inserts SKUs that had no row.
   *
   * @param rows the rows by SKU
   * @throws org.springframework.dao.DuplicateKeyException if another writer has inserted one of
   *     them since
   */
  public void insert(List<StockRow> rows) {
    INSERT.update(
        jdbc,
        rows,
        UnaryOperator.identity(),
        (statement, at, row) ->
            bind(statement, at, row.sku(), row.available(), row.sequence(), row.sequence()));
  }

  /**
   * Moves locked rows. This is the last guard: a row is changed only if it is still as it was read
   * and does not fall below zero, whatever the decisions say. A row that is already below zero may
   * rise.
   *
   * @param rows the rows by SKU
   * @throws StockDriftException if a row was not changed
   */
  public void update(List<StockRow> rows) {
    for (List<StockRow> some : SqlText.chunks(rows)) {
      int changed = jdbc.update(updateSql(some.size()), statement -> bindMoves(statement, some));
      if (changed != some.size()) {
        throw new StockDriftException(
            "Of %d locked stock rows, %s to %s, only %d could be moved"
                .formatted(
                    some.size(), some.get(0).sku(), some.get(some.size() - 1).sku(), changed));
      }
    }
  }

  private static String updateSql(int rows) {
    return """
    UPDATE (SELECT ? AS sku_id, ? AS delta, ? AS was, ? AS is_now%s) m
    STRAIGHT_JOIN stock s ON s.sku_id = m.sku_id
    SET s.available = s.available + m.delta, s.last_sequence = m.is_now,
      s.movements = s.movements + (m.is_now - m.was), s.said = NULL
    WHERE (s.available + m.delta >= 0 OR m.delta > 0) AND s.last_sequence = m.was
    """
        .formatted(" UNION ALL SELECT ?, ?, ?, ?".repeat(rows - 1));
  }

  private static void bindMoves(PreparedStatement statement, List<StockRow> rows)
      throws SQLException {
    int at = 1;
    for (StockRow row : rows) {
      bind(statement, at, row.sku(), row.delta(), row.storedSequence(), row.sequence());
      at += 4;
    }
  }

  private static void bind(
      PreparedStatement statement, int at, String sku, long second, long third, long fourth)
      throws SQLException {
    statement.setString(at, sku);
    statement.setLong(at + 1, second);
    statement.setLong(at + 2, third);
    statement.setLong(at + 3, fourth);
  }

  /**
   * The sum of movements of a SKU.
   *
   * @param moved the sum of their changes
   * @param latest the highest sequence
   * @param folded how many movements there are
   * @param said the units that the latest one left, according to its decision; null if not known
   */
  public record Sum(String sku, long moved, long latest, long folded, @Nullable Long said) {

    public Sum plus(Sum other) {
      return new Sum(
          sku,
          moved + other.moved,
          Math.max(latest, other.latest),
          folded + other.folded,
          latest > other.latest ? said : other.said);
    }

    /** Tells whether these may be all movements of the SKU, and do not add up. */
    private boolean isOddAlone() {
      return folded == latest && !Objects.equals(said, moved);
    }
  }

  /**
   * Adds the sums to the stock rows, with one update of each; a SKU without a row gets one.
   *
   * @param sums the sums by SKU, at most one for each
   * @return SKUs that are to be compared with their movements; every SKU that is complete and does
   *     not leave what its latest movement says is among them
   */
  SortedSet<String> add(Collection<Sum> sums) {
    SortedSet<String> odd = new TreeSet<>();
    sums.stream().filter(Sum::isOddAlone).forEach(sum -> odd.add(sum.sku()));
    ADD.updateNoting(jdbc, List.copyOf(sums), StockTable::write).forEach(sum -> odd.add(sum.sku()));
    return odd;
  }

  private static void write(LiteralStatement.Row row, Sum sum) {
    row.add(sum.sku()).add(sum.moved()).add(sum.latest()).add(sum.folded());
    if (sum.said() == null) {
      row.addNull();
    } else {
      row.add(sum.said());
    }
  }

  /**
   * Returns a page of rows after a SKU, by SKU, each with its latest movements; empty at the end.
   */
  List<StoredStock.Row> page(String after) {
    return jdbc.query(
        """
        SELECT s.sku_id, s.available, s.last_sequence, s.movements,
          (SELECT COUNT(*) FROM movement m
            WHERE m.sku_id = s.sku_id AND m.sequence > s.last_sequence - %d) AS counted,
          (SELECT IF(m.kind = 'A', s.available, m.available_after) FROM movement m
            WHERE m.sku_id = s.sku_id AND m.sequence = s.last_sequence) AS said
        FROM stock s WHERE s.sku_id > ? ORDER BY s.sku_id LIMIT %d
        """
            .formatted(StoredStock.WINDOW, StoredStock.PAGE),
        (row, n) ->
            new StoredStock.Row(
                row.getString("sku_id"),
                row.getLong("available"),
                row.getLong("last_sequence"),
                row.getLong("movements"),
                row.getLong("counted"),
                row.getObject("said", Long.class)),
        after);
  }

  /** Returns a SKU as it was at a number; null if it has no row. */
  StoredStock.@Nullable Past at(String sku, long sequence) {
    List<StoredStock.Past> past =
        jdbc.query(
            """
            SELECT s.available - COALESCE((SELECT SUM(delta) FROM movement
                WHERE sku_id = ? AND sequence > ?), 0) AS available,
              s.movements - (SELECT COUNT(*) FROM movement
                WHERE sku_id = ? AND sequence > ?) AS movements
            FROM stock s WHERE s.sku_id = ?
            """,
            (row, n) -> new StoredStock.Past(row.getLong("available"), row.getLong("movements")),
            sku,
            sequence,
            sku,
            sequence,
            sku);
    return past.isEmpty() ? null : past.get(0);
  }

  /** Locks a SKU's row until the transaction ends. */
  void lock(String sku) {
    jdbc.queryForList("SELECT sku_id FROM stock WHERE sku_id = ? FOR UPDATE", String.class, sku);
  }

  /** Sets a SKU's row to the sum of its movements. */
  void write(String sku, StockLevel level) {
    jdbc.update(
        """
        INSERT INTO stock (sku_id, available, last_sequence, movements) VALUES (?,?,?,?)
        ON DUPLICATE KEY UPDATE available = VALUES(available),
          last_sequence = VALUES(last_sequence), movements = VALUES(movements), said = NULL
        """,
        sku,
        level.available(),
        level.sequence(),
        level.sequence());
  }
}
