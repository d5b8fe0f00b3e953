package io.skuline.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The report of a case: the machine, the conditions and the figures, as a table for people and a
 * line for programs.
 */
public final class BenchReport {

  private final String title;
  private final Map<String, Object> facts = new LinkedHashMap<>();
  private final Map<String, Double> figures = new LinkedHashMap<>();
  private final Map<String, FigureTable> tables = new LinkedHashMap<>();

  public BenchReport(String title) {
    this.title = title;
    facts.putAll(Machine.facts());
  }

  public BenchReport(String title, long seed) {
    this(title);
    fact("seed", seed);
  }

  /** Adds a condition. */
  public void fact(String name, Object value) {
    facts.put(name, value);
  }

  /** Adds a figure; its name ends with its unit. */
  public void figure(String name, double value) {
    figures.put(name, FigureTable.rounded(value));
  }

  /**
   * Adds a table of figures.
   *
   * @param name the name for programs
   * @param title the title for people, which says what was done
   * @param columns the heads, which end with their units
   */
  public FigureTable table(String name, String title, List<String> columns) {
    FigureTable table = new FigureTable(title, columns);
    tables.put(name, table);
    return table;
  }

  /** Prints the report; the last line is all of it as JSON. */
  public void print(PrintStream out) {
    out.println(title);
    facts.forEach((name, value) -> out.printf("  %-28s %s%n", name, value));
    figures.forEach((name, value) -> out.printf(Locale.ROOT, "  %-28s %,14.3f%n", name, value));
    tables.values().forEach(table -> table.print(out));
    out.println();
    out.println(json());
    out.flush();
  }

  /** Writes the same line to a file, if one is given. */
  public void write(@Nullable Path file) throws IOException {
    if (file != null) {
      Files.writeString(file, json() + "\n");
    }
  }

  private String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("case", title);
    all.putAll(facts);
    all.put("figures", figures);
    tables.forEach((name, table) -> all.put(name, table.json()));
    return new JsonMapper().writeValueAsString(all);
  }
}
