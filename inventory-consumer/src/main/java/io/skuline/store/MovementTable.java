package io.skuline.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code movement}. */
public final class MovementTable {

  static final String COLUMNS =
      """
      order_id, kind, operation_id, sku_id, delta, available_after, sequence, line_no,
        line_count, decided_at, epoch""";

  private static final LiteralStatement INSERT_NEW =
      new LiteralStatement("INSERT IGNORE INTO movement (" + COLUMNS + ", batch_id) VALUES ", "");

  private static final BatchStatement INSERT =
      new BatchStatement("INSERT INTO movement (" + COLUMNS + ", batch_id) VALUES ", 12, "")
          .exact();

  /** Marks rows that no attempt of the ledger has stored. */
  private static final long NO_BATCH = 0;

  /** The movements that count for the units that an order keeps; see {@link Movement#asAnomaly}. */
  private static final String OF_ORDERS =
      "(m.kind IN ('D', 'R', 'X', 'L') OR m.kind = 'A' AND m.operation_id LIKE 'D#%')";

  /** See {@link Movement#asAnomaly}. An UPDATE of one table sets its columns from left to right. */
  private static final String TO_ANOMALY =
      """
      m.operation_id = CONCAT(m.kind, '#', m.sequence, IF(m.operation_id = '', '', ':'),
        m.operation_id), m.kind = 'A'""";

  private final JdbcTemplate jdbc;

  public MovementTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Tells whether there is no movement at all. */
  public boolean isEmpty() {
    return jdbc.queryForList("SELECT 1 FROM movement LIMIT 1", Integer.class).isEmpty();
  }

  /**
   * Inserts the movements that are not there yet.
   *
   * @param sorted movements, sorted by {@link Movement#BY_SKU_AND_SEQUENCE}
   * @param batchId marks the rows that this attempt inserts
   * @return how many were inserted; the others are there already, or break a constraint
   */
  int insertNew(List<Movement> sorted, long batchId) {
    return INSERT_NEW.update(jdbc, sorted, (row, m) -> write(row, m, batchId));
  }

  private static void write(LiteralStatement.Row row, Movement m, long batchId) {
    row.add(m.orderId())
        .add(m.kind().code())
        .add(m.operationId())
        .add(m.sku())
        .add(m.delta())
        .add(m.availableAfter())
        .add(m.sequence())
        .add(m.lineNo())
        .add(m.lineCount())
        .add(m.decidedAt())
        .add(m.epoch())
        .add(batchId);
  }

  /**
   * Inserts movements that were decided in this transaction.
   *
   * @throws org.springframework.dao.DuplicateKeyException if an operation was decided elsewhere
   *     since
   */
  public void insert(List<Movement> movements) {
    INSERT.update(
        jdbc, movements, UnaryOperator.identity(), (row, at, m) -> bind(row, at, m, NO_BATCH));
  }

  private static void bind(PreparedStatement row, int at, Movement m, long batchId)
      throws SQLException {
    row.setString(at, m.orderId());
    row.setString(at + 1, String.valueOf(m.kind().code()));
    row.setString(at + 2, m.operationId());
    row.setString(at + 3, m.sku());
    row.setLong(at + 4, m.delta());
    row.setLong(at + 5, m.availableAfter());
    row.setLong(at + 6, m.sequence());
    row.setInt(at + 7, m.lineNo());
    row.setInt(at + 8, m.lineCount());
    row.setLong(at + 9, m.decidedAt());
    row.setLong(at + 10, m.epoch());
    row.setLong(at + 11, batchId);
  }

  /**
   * Returns the sums of the rows that one attempt inserted, by SKU.
   *
   * @param orderIds the orders of those rows; the primary key starts with it
   */
  List<StockTable.Sum> sums(Collection<String> orderIds, long batchId) {
    List<Object> parameters = new ArrayList<>(orderIds);
    parameters.add(batchId);
    return jdbc.query(
        """
        SELECT sku_id, SUM(delta) AS moved, MAX(sequence) AS latest, COUNT(*) AS folded
        FROM movement FORCE INDEX (PRIMARY) WHERE order_id IN (%s) AND batch_id = ?
        GROUP BY sku_id ORDER BY sku_id
        """
            .formatted(SqlText.marks(orderIds.size())),
        (row, n) ->
            new StockTable.Sum(
                row.getString("sku_id"),
                row.getLong("moved"),
                row.getLong("latest"),
                row.getLong("folded"),
                null),
        parameters.toArray());
  }

  /**
   * Locks the deductions of these orders until the transaction ends, so that two returns of one
   * order are checked one after the other.
   */
  void lockDeductions(SortedSet<String> orderIds) {
    jdbc.query(
        """
        SELECT order_id FROM movement FORCE INDEX (PRIMARY) WHERE order_id IN (%s) AND kind = 'D'
        ORDER BY order_id, sku_id FOR UPDATE
        """
            .formatted(SqlText.marks(orderIds.size())),
        row -> {
          // Only the locks are needed.
        },
        orderIds.toArray());
  }

  /**
   * More units came back than were deducted.
   *
   * @param units the units above what was deducted, at least 1
   */
  public record Excess(String orderId, String sku, long units) {}

  /**
   * Returns those of these orders whose deduction is stored, and which gave back more than that. A
   * deduction that is an anomaly was published like any other, and the units that it took may come
   * back.
   */
  List<Excess> excessReturns(SortedSet<String> orderIds) {
    return jdbc.query(
        """
        SELECT m.order_id, m.sku_id, SUM(m.delta) AS units FROM movement m
        WHERE m.order_id IN (%s) AND %s
          AND EXISTS (SELECT 1 FROM movement d WHERE d.order_id = m.order_id
            AND (d.kind = 'D' OR d.kind = 'A' AND d.operation_id LIKE 'D#%%'))
        GROUP BY m.order_id, m.sku_id HAVING SUM(m.delta) > 0
        """
            .formatted(SqlText.marks(orderIds.size()), OF_ORDERS),
        (row, n) -> excess(row),
        orderIds.toArray());
  }

  /**
   * Has the database itself check the limit of returns once more.
   *
   * @throws StockDriftException if an order has given back more than was deducted for it
   */
  public void requireReturnsWithinDeductions(Collection<String> orderIds) {
    List<Excess> excess =
        jdbc.query(
            """
            SELECT m.order_id, m.sku_id, SUM(m.delta) AS units FROM movement m
            WHERE m.order_id IN (%s) AND %s
            GROUP BY m.order_id, m.sku_id HAVING SUM(m.delta) > 0 LIMIT 1
            """
                .formatted(SqlText.marks(orderIds.size()), OF_ORDERS),
            (row, n) -> excess(row),
            orderIds.toArray());
    if (!excess.isEmpty()) {
      Excess first = excess.get(0);
      throw new StockDriftException(
          "Order %s would have given back %d more of SKU %s than it was given"
              .formatted(first.orderId(), first.units(), first.sku()));
    }
  }

  private static Excess excess(ResultSet row) throws SQLException {
    return new Excess(row.getString("order_id"), row.getString("sku_id"), row.getLong("units"));
  }

  /**
   * Returns a line of the latest return of that order and SKU that this attempt has inserted; empty
   * if it has inserted none.
   */
  Optional<Movement> latestReturn(Excess excess, long batchId) {
    return jdbc
        .query(
            """
            SELECT %s FROM movement
            WHERE order_id = ? AND sku_id = ? AND kind IN ('R', 'X') AND batch_id = ?
            ORDER BY sequence DESC LIMIT 1
            """
                .formatted(COLUMNS),
            (row, n) -> movement(row),
            excess.orderId(),
            excess.sku(),
            batchId)
        .stream()
        .findFirst();
  }

  /**
   * Makes anomalies of those movements of an answer that this attempt has inserted.
   *
   * @param line any line of the answer
   * @return how many movements became anomalies
   */
  int toAnomaly(Movement line, long batchId) {
    return jdbc.update(
        """
        UPDATE movement m SET %s
        WHERE m.order_id = ? AND m.kind = ? AND m.operation_id = ? AND m.decided_at = ?
          AND m.batch_id = ?
        """
            .formatted(TO_ANOMALY),
        line.orderId(),
        String.valueOf(line.kind().code()),
        line.operationId(),
        line.decidedAt(),
        batchId);
  }

  /** Returns a SKU's movements, without anomalies, that do not leave the units that they say. */
  List<Movement> odd(String sku) {
    return jdbc.query(
        """
        SELECT %1$s FROM (SELECT %1$s, SUM(delta) OVER (ORDER BY sequence) AS folded
          FROM movement WHERE sku_id = ?) m
        WHERE folded <> available_after AND kind <> 'A' ORDER BY sequence
        """
            .formatted(COLUMNS),
        (row, n) -> movement(row),
        sku);
  }

  /**
   * Makes an anomaly of a movement, whichever attempt has stored it; returns how many rows changed.
   */
  int toAnomaly(Movement movement) {
    return jdbc.update(
        """
        UPDATE movement m SET %s
        WHERE m.order_id = ? AND m.kind = ? AND m.operation_id = ? AND m.sku_id = ?
        """
            .formatted(TO_ANOMALY),
        movement.orderId(),
        String.valueOf(movement.kind().code()),
        movement.operationId(),
        movement.sku());
  }

  /** Returns everything stored about these orders and adjustments, line by line. */
  public List<Movement> about(Collection<String> orderIds) {
    return jdbc.query(
        """
        SELECT %s FROM movement WHERE order_id IN (%s)
        ORDER BY order_id, kind, operation_id, line_no
        """
            .formatted(COLUMNS, SqlText.marks(orderIds.size())),
        (row, n) -> movement(row),
        orderIds.toArray());
  }

  static Movement movement(ResultSet row) throws SQLException {
    return new Movement(
        row.getString("order_id"),
        MovementKind.of(row.getString("kind").charAt(0)),
        row.getString("operation_id"),
        row.getString("sku_id"),
        row.getLong("delta"),
        row.getLong("available_after"),
        row.getLong("sequence"),
        row.getInt("line_no"),
        row.getInt("line_count"),
        row.getLong("decided_at"),
        row.getLong("epoch"));
  }
}
