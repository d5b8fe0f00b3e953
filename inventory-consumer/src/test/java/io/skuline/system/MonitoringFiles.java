package io.skuline.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The expressions of the alert rules and of the dashboards in the folder {@code deploy}. */
final class MonitoringFiles {

  static final Path DASHBOARDS = Path.of("../deploy/grafana");
  private static final Path ALERTS = Path.of("../deploy/alerts.yaml");

  private static final Pattern TEXT_OR_SELECTOR_OR_RANGE =
      Pattern.compile("\"[^\"]*\"|\\{[^}]*}|\\[[^\\]]*]");
  private static final Pattern LABELS =
      Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
  private static final Pattern WORD =
      Pattern.compile("(?<![\\w.$])[a-zA-Z_:][\\w:]*(?!\\w|\\s*\\()");
  private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");
  private static final Pattern LABEL_VALUES =
      Pattern.compile("label_values\\((\\w+)(\\{[^}]*})?, *\\w+\\)");

  private MonitoringFiles() {}

  /** Returns the names of the metrics that an expression reads. */
  static Set<String> metrics(String expression) {
    Set<String> metrics = new TreeSet<>();
    Matcher values = LABEL_VALUES.matcher(expression);
    if (values.matches()) {
      metrics.add(values.group(1));
      return metrics;
    }
    String bare = TEXT_OR_SELECTOR_OR_RANGE.matcher(expression).replaceAll("");
    Matcher word = WORD.matcher(LABELS.matcher(bare).replaceAll(""));
    while (word.find()) {
      metrics.add(word.group());
    }
    metrics.removeAll(OPERATORS);
    return metrics;
  }

  /** Returns all expressions with the places where they are. */
  static Map<String, String> expressions() throws IOException {
    Map<String, String> expressions = new TreeMap<>();
    Map<String, List<Map<String, List<Map<String, Object>>>>> alerts =
        new Yaml().load(Files.readString(ALERTS));
    for (Map<String, List<Map<String, Object>>> group : alerts.get("groups")) {
      for (Map<String, Object> rule : group.get("rules")) {
        expressions.put("alerts " + rule.get("alert"), (String) rule.get("expr"));
      }
    }
    for (Path file : dashboards()) {
      dashboard(read(file), file.getFileName().toString(), expressions);
    }
    return expressions;
  }

  static List<Path> dashboards() throws IOException {
    try (Stream<Path> files = Files.list(DASHBOARDS)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  static JsonNode read(Path dashboard) {
    try {
      return new JsonMapper().readTree(Files.readString(dashboard));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void dashboard(JsonNode dashboard, String name, Map<String, String> expressions) {
    for (JsonNode panel : dashboard.path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        expressions.put(
            "%s, %s, %s"
                .formatted(name, panel.path("title").asString(), target.path("refId").asString()),
            target.path("expr").asString());
      }
    }
    for (JsonNode variable : dashboard.path("templating").path("list")) {
      if (variable.path("type").asString().equals("query")) {
        expressions.put(
            name + ", $" + variable.path("name").asString(),
            variable.path("query").path("query").asString());
      }
    }
  }

  /**
   * Returns a file of rules that has each expression, so that promtool can check them; variables
   * have a value each.
   */
  static String asRules() throws IOException {
    List<String> rules = new ArrayList<>(List.of("groups:", "  - name: expressions", "    rules:"));
    for (Map.Entry<String, String> each : expressions().entrySet()) {
      if (!each.getValue().startsWith("label_values(")) {
        rules.add("      - alert: '" + each.getKey().replace("'", "") + "'");
        rules.add("        expr: |-");
        String expression =
            each.getValue().replace("$__rate_interval", "1m").replace("$instance", ".*");
        expression.strip().lines().forEach(line -> rules.add("          " + line));
      }
    }
    return String.join("\n", rules) + "\n";
  }
}
