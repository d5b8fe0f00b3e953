package io.skuline.system;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Prometheus asks of the names of metrics, as {@code promtool check metrics} checks it, for
 * the metrics whose names begin with {@code skuline_}.
 */
final class MetricRules {

  private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) (skuline_\\S+) ?(.*)");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
  private static final Pattern NO_BASE_UNIT =
      Pattern.compile(
          ".*_(ns|us|ms|nanos|micros|millis|nanoseconds|microseconds|milliseconds|minutes|hours|days"
              + "|kilobytes|megabytes|percent)(_.*)?");
  private static final Set<String> OF_DISTRIBUTIONS = Set.of("histogram", "summary");

  private MetricRules() {}

  /** Returns the names of all series of a scrape. */
  static Set<String> names(String scrape) {
    Set<String> names = new TreeSet<>();
    scrape
        .lines()
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .forEach(line -> names.add(line.split("[{ ]", 2)[0]));
    return names;
  }

  /** Returns what is wrong in a scrape; empty if nothing is. */
  static List<String> problems(String scrape) {
    Map<String, String> types = new HashMap<>();
    Map<String, String> helps = new HashMap<>();
    for (String line : scrape.lines().toList()) {
      Matcher comment = COMMENT.matcher(line);
      if (comment.matches()) {
        (comment.group(1).equals("TYPE") ? types : helps).put(comment.group(2), comment.group(3));
      }
    }
    List<String> problems = new ArrayList<>();
    types.forEach(
        (name, type) -> {
          if (helps.getOrDefault(name, "").isBlank()) {
            problems.add(name + " has no help text");
          }
          if (!NAME.matcher(name).matches()) {
            problems.add(name + " is not in snake case");
          }
          if (NO_BASE_UNIT.matcher(name).matches()) {
            problems.add(name + " is not in a base unit");
          }
          if (type.equals("counter") != name.endsWith("_total")) {
            problems.add(name + " is a " + type + ": only counters end with _total");
          }
          if (!OF_DISTRIBUTIONS.contains(type) && name.matches(".*_(count|sum|bucket)")) {
            problems.add(name + " is a " + type + " and ends like a part of a histogram");
          }
          if (name.matches(".*_" + type + "(_.*)?")) {
            problems.add(name + " contains its type");
          }
        });
    return problems;
  }
}
