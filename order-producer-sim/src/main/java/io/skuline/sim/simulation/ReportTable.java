package io.skuline.sim.simulation;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A table with rows of a name and a value, or of a name and a value for each of several columns.
 */
public final class ReportTable {

  /** One column without a head. */
  private static final List<String> ALONE = List.of("");

  private record Row(String name, List<String> values) {}

  private final String title;
  private final List<String> columns;
  private final List<Row> rows = new ArrayList<>();

  public ReportTable(String title) {
    this(title, ALONE);
  }

  /**
   * @param columns the heads of the columns; every row has a value for each
   */
  ReportTable(String title, List<String> columns) {
    this.title = title;
    this.columns = columns;
  }

  public ReportTable row(String name, long value) {
    return row(name, "%,d".formatted(value));
  }

  public ReportTable row(String name, String value) {
    return row(name, List.of(value));
  }

  ReportTable row(String name, List<String> values) {
    rows.add(new Row(name, values));
    return this;
  }

  public void print(PrintStream out) {
    out.println();
    int name = 2 + rows.stream().mapToInt(row -> row.name().length()).max().orElse(1);
    if (columns.equals(ALONE)) {
      out.println(title);
      for (Row row : rows) {
        out.printf(Locale.ROOT, "  %-" + name + "s%s%n", row.name(), row.values().get(0));
      }
    } else {
      int first = Math.max(name + 2, title.length());
      out.printf(Locale.ROOT, "%-" + first + "s%s%n", title, line(columns));
      for (Row row : rows) {
        out.printf(Locale.ROOT, "  %-" + (first - 2) + "s%s%n", row.name(), line(row.values()));
      }
    }
    out.flush();
  }

  private String line(List<String> values) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      int width =
          Stream.concat(
                  Stream.of(columns.get(i)), rows.stream().map(row -> row.values().get(column)))
              .mapToInt(String::length)
              .max()
              .orElse(1);
      line.append(String.format(Locale.ROOT, "%" + (width + 3) + "s", values.get(i)));
    }
    return line.toString();
  }
}
