package io.skuline.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/**
 * A statement over many rows, which comes in few shapes. The driver parses each shape once per
 * connection instead of each time, which was a sixth of the service's work. Missing rows up to the
 * next shape are filled in. So the statement must accept the same row twice, or a row that changes
 * nothing.
 */
final class BatchStatement {

  /** The most rows of one statement; more rows become several statements. */
  private static final int MOST = 256;

  /** Up to this number, shapes are powers of two; above it, multiples of it. */
  private static final int STEP = 32;

  /** Sets the parameters of a row. */
  interface Binder<T> {
    /**
     * @param at the index of the row's first parameter
     */
    void bind(PreparedStatement statement, int at, T row) throws SQLException;
  }

  private final String head;
  private final String row;
  private final String tail;
  private final int columns;
  private final boolean exact;
  private final Map<Integer, String> shapes = new ConcurrentHashMap<>();

  /**
   * @param head the text before the rows
   * @param columns the number of parameters of a row
   * @param tail the text after the rows
   */
  BatchStatement(String head, int columns, String tail) {
    this(head, columns, tail, false);
  }

  private BatchStatement(String head, int columns, String tail, boolean exact) {
    String marks = SqlText.marks(columns);
    this.head = head;
    this.row = columns == 1 ? marks : "(" + marks + ")";
    this.tail = tail;
    this.columns = columns;
    this.exact = exact;
  }

  /**
   * Returns the same statement for rows that must not come twice: every number of rows is a shape
   * of its own.
   */
  BatchStatement exact() {
    return new BatchStatement(head, columns, tail, true);
  }

  /**
   * @param filler makes of the last row one that changes nothing
   * @return the sum of the rows that the statements changed
   */
  <T> int update(JdbcTemplate jdbc, List<T> rows, UnaryOperator<T> filler, Binder<T> binder) {
    int changed = 0;
    for (List<T> some : chunks(rows)) {
      Integer count =
          jdbc.execute(
              sql(some.size()),
              (PreparedStatement statement) -> {
                bind(statement, some, filler, binder);
                return statement.executeUpdate();
              });
      changed += count == null ? 0 : count;
    }
    return changed;
  }

  /** Runs the statement as a query. A row that is asked for twice must not be found twice. */
  <T, R> List<R> query(JdbcTemplate jdbc, List<T> rows, Binder<T> binder, RowMapper<R> mapper) {
    List<R> found = new ArrayList<>();
    for (List<T> some : chunks(rows)) {
      found.addAll(
          jdbc.query(
              sql(some.size()),
              statement -> bind(statement, some, UnaryOperator.identity(), binder),
              mapper));
    }
    return found;
  }

  private <T> void bind(
      PreparedStatement statement, List<T> rows, UnaryOperator<T> filler, Binder<T> binder)
      throws SQLException {
    int at = 1;
    for (T each : rows) {
      binder.bind(statement, at, each);
      at += columns;
    }
    T filling = filler.apply(rows.get(rows.size() - 1));
    for (int i = rows.size(); i < rowsOfStatement(rows.size()); i++) {
      binder.bind(statement, at, filling);
      at += columns;
    }
  }

  private String sql(int rows) {
    return shapes.computeIfAbsent(
        rowsOfStatement(rows),
        count -> head + String.join(",", Collections.nCopies(count, row)) + tail);
  }

  private int rowsOfStatement(int rows) {
    return exact ? rows : shape(rows);
  }

  /** Returns how many rows, with the filled-in ones, the statement for so many rows has. */
  static int shape(int rows) {
    if (rows <= STEP) {
      return rows == 1 ? 1 : Integer.highestOneBit(rows - 1) * 2;
    }
    return (rows + STEP - 1) / STEP * STEP;
  }

  private static <T> List<List<T>> chunks(List<T> rows) {
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += MOST) {
      chunks.add(rows.subList(from, Math.min(rows.size(), from + MOST)));
    }
    return chunks;
  }
}
