package io.skuline.sim.run;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows of a name and a value, lined up. */
public final class Table {

  private record Row(String name, String value) {}

  private final String title;
  private final List<Row> rows = new ArrayList<>();

  public Table(String title) {
    this.title = title;
  }

  public Table row(String name, long value) {
    return row(name, "%,d".formatted(value));
  }

  public Table row(String name, String value) {
    rows.add(new Row(name, value));
    return this;
  }

  public void print(PrintStream out) {
    int width = rows.stream().mapToInt(row -> row.name().length()).max().orElse(1);
    out.println();
    out.println(title);
    for (Row row : rows) {
      out.printf(Locale.ROOT, "  %-" + width + "s  %s%n", row.name(), row.value());
    }
    out.flush();
  }
}
