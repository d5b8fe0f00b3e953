package io.skuline.store;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * An INSERT of many rows whose values are written into its text. The driver takes three times as
 * long to bind thousands of values as this class takes to write them, and it writes them into the
 * text in the end, too.
 *
 * <p>A text is written between quotation marks only if it consists of the characters of ids, and
 * otherwise in hexadecimal digits. So no text can end its quotation.
 */
final class LiteralStatement {

  /** The most rows of one statement; more rows become several statements. */
  private static final int MOST = 256;

  private static final int USUAL_ROW = 128;

  /** Writes the values of a row, in the order of the columns. */
  interface Writer<T> {
    void write(Row to, T row);
  }

  /** Receives the values of a row. */
  static final class Row {

    private final StringBuilder sql;
    private char separator;

    private Row(StringBuilder sql, char separator) {
      this.sql = sql;
      this.separator = separator;
    }

    Row add(String text) {
      sql.append(separator);
      separator = ',';
      if (isPlain(text)) {
        sql.append('\'').append(text).append('\'');
      } else {
        sql.append("_utf8mb4 X'")
            .append(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)))
            .append('\'');
      }
      return this;
    }

    Row add(char text) {
      return add(String.valueOf(text));
    }

    Row add(long number) {
      sql.append(separator).append(number);
      separator = ',';
      return this;
    }

    Row addNull() {
      sql.append(separator).append("NULL");
      separator = ',';
      return this;
    }

    private static boolean isPlain(String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        boolean plain =
            (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= ':')
                || (c >= 'A' && c <= 'Z')
                || c == '-'
                || c == '_'
                || c == '.'
                || c == '#';
        if (!plain) {
          return false;
        }
      }
      return true;
    }
  }

  private final String head;
  private final String tail;

  /**
   * @param head the text before the rows
   * @param tail the text after the rows
   */
  LiteralStatement(String head, String tail) {
    this.head = head;
    this.tail = tail;
  }

  /** Returns the sum of the rows that the statements changed. */
  <T> int update(JdbcTemplate jdbc, List<T> rows, Writer<T> writer) {
    int changed = 0;
    for (List<T> some : chunks(rows)) {
      String sql = sql(some, writer);
      // Its text, with all values, would be in the message of an exception of jdbc.update.
      Integer count = jdbc.execute((Statement statement) -> statement.executeUpdate(sql));
      changed += count == null ? 0 : count;
    }
    return changed;
  }

  /**
   * Runs a statement that calls {@code LAST_INSERT_ID(1)} for rows that need a closer look. That
   * comes back with the statement's result, so nothing has to be read.
   *
   * @return the rows of those statements that called it
   */
  <T> List<T> updateNoting(JdbcTemplate jdbc, List<T> rows, Writer<T> writer) {
    List<T> noted = new ArrayList<>(0);
    for (List<T> some : chunks(rows)) {
      String sql = sql(some, writer);
      Boolean called =
          jdbc.execute(
              (Statement statement) -> {
                statement.executeUpdate(sql, Statement.RETURN_GENERATED_KEYS);
                try (ResultSet keys = statement.getGeneratedKeys()) {
                  return keys.next();
                }
              });
      if (Boolean.TRUE.equals(called)) {
        noted.addAll(some);
      }
    }
    return noted;
  }

  <T> String sql(List<T> rows, Writer<T> writer) {
    StringBuilder sql = new StringBuilder(head.length() + USUAL_ROW * rows.size() + tail.length());
    sql.append(head);
    for (int i = 0; i < rows.size(); i++) {
      if (i > 0) {
        sql.append(',');
      }
      writer.write(new Row(sql, '('), rows.get(i));
      sql.append(')');
    }
    return sql.append(tail).toString();
  }

  private static <T> List<List<T>> chunks(List<T> rows) {
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += MOST) {
      chunks.add(rows.subList(from, Math.min(rows.size(), from + MOST)));
    }
    return chunks;
  }
}
