package io.skuline.bench;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a case found: where, with what, and the figures; a table for people, a line for programs.
 */
final class Report {

  private final String title;
  private final Map<String, Object> facts = new LinkedHashMap<>();
  private final Map<String, Double> figures = new LinkedHashMap<>();

  Report(String title, long seed) {
    this.title = title;
    fact("seed", seed);
    fact("cores", Runtime.getRuntime().availableProcessors());
    fact("java", System.getProperty("java.vm.version"));
  }

  /** Under what conditions. */
  void fact(String name, Object value) {
    facts.put(name, value);
  }

  /** A figure; its name ends with its unit. */
  void figure(String name, double value) {
    figures.put(name, Math.round(value * 1000) / 1000.0);
  }

  void print(PrintStream out) {
    out.println(title);
    facts.forEach((name, value) -> out.printf("  %-28s %s%n", name, value));
    figures.forEach((name, value) -> out.printf(Locale.ROOT, "  %-28s %,14.3f%n", name, value));
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("case", title);
    all.putAll(facts);
    all.put("figures", figures);
    out.println(new JsonMapper().writeValueAsString(all));
    out.flush();
  }
}
