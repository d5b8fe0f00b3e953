package io.skuline.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A table of a report: each row has what was varied, then what was measured. Heads of columns end
 * with their units.
 */
public final class FigureTable {

  private final String title;
  private final List<String> columns;
  private final List<List<Object>> rows = new ArrayList<>();

  FigureTable(String title, List<String> columns) {
    this.title = title;
    this.columns = List.copyOf(columns);
  }

  /**
   * Adds a row.
   *
   * @param values one per column
   */
  public void row(Object... values) {
    if (values.length != columns.size()) {
      throw new IllegalArgumentException(values.length + " values, not " + columns.size());
    }
    rows.add(Arrays.stream(values).map(FigureTable::roundedFigure).toList());
  }

  void print(PrintStream out) {
    out.printf("%n%s%n", title);
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns);
    rows.forEach(row -> lines.add(row.stream().map(FigureTable::text).toList()));
    for (List<String> line : lines) {
      StringBuilder padded = new StringBuilder();
      for (int column = 0; column < columns.size(); column++) {
        padded.append("  ").append(" ".repeat(width(lines, column) - line.get(column).length()));
        padded.append(line.get(column));
      }
      out.println(padded);
    }
  }

  /** Returns each row by column. */
  List<Map<String, Object>> json() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (List<Object> row : rows) {
      Map<String, Object> byColumn = new LinkedHashMap<>();
      for (int column = 0; column < columns.size(); column++) {
        byColumn.put(columns.get(column), row.get(column));
      }
      all.add(byColumn);
    }
    return all;
  }

  private static int width(List<List<String>> lines, int column) {
    return lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
  }

  private static Object roundedFigure(Object value) {
    return value instanceof Double number ? Double.valueOf(rounded(number)) : value;
  }

  private static String text(Object value) {
    if (value instanceof Double number) {
      String format = number >= 1000 ? "%,.0f" : "%.2f";
      return String.format(Locale.ROOT, format, number);
    }
    return value instanceof Number number
        ? String.format(Locale.ROOT, "%,d", number.longValue())
        : value.toString();
  }

  static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
