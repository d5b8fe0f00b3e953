package io.skuline.bench.throughput;

import io.skuline.bench.Machine;
import io.skuline.bench.Medians;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.json.JsonMapper;

/** Prints one table per workload, with medians of the rounds and their ratios. */
final class ThroughputReport {

  private static final ContenderKind[][] RATIOS = {
    {ContenderKind.SKULINE, ContenderKind.PASS_PUBLIC},
    {ContenderKind.SKULINE, ContenderKind.PASS_BATCH},
    {ContenderKind.SKULINE, ContenderKind.LISTENER_SQL},
    {ContenderKind.SKULINE, ContenderKind.LISTENER_REDIS},
    {ContenderKind.SKULINE_DATABASE, ContenderKind.LISTENER_SQL},
  };

  private final Map<String, Object> facts = new LinkedHashMap<>();
  private final Map<String, Map<ContenderKind, List<Round>>> rounds = new LinkedHashMap<>();
  private final Map<String, Map<ContenderKind, Latency>> latencies = new LinkedHashMap<>();

  ThroughputReport(long seed, int orders, int count) {
    facts.put("case", "throughput");
    facts.put("seed", seed);
    facts.put("orders", orders);
    facts.put("rounds", count);
    facts.putAll(Machine.facts());
  }

  void add(Workload workload, ContenderKind kind, Round round) {
    rounds
        .computeIfAbsent(workload.name(), name -> new EnumMap<>(ContenderKind.class))
        .computeIfAbsent(kind, any -> new ArrayList<>())
        .add(round);
  }

  void add(Workload workload, ContenderKind kind, Latency latency) {
    latencies
        .computeIfAbsent(workload.name(), name -> new EnumMap<>(ContenderKind.class))
        .put(kind, latency);
  }

  void print(PrintStream out) {
    out.println(facts);
    rounds.forEach(
        (load, kinds) -> {
          out.printf("%n%s: medians of %s rounds%n", load, facts.get("rounds"));
          out.printf(
              "  %-30s %10s %8s %8s %8s %8s %9s %9s%n",
              "", "orders/s", "own us", "broker", "redis", "database", "p50 ms", "p99 ms");
          kinds.forEach((kind, results) -> out.println(line(load, kind, results)));
          ratios(load).forEach((what, ratio) -> out.printf("  %-30s %10s%n", what, ratio));
        });
    out.println();
    out.println(json());
    out.flush();
  }

  String json() {
    Map<String, Object> all = new LinkedHashMap<>(facts);
    rounds.forEach(
        (load, kinds) -> {
          Map<String, Object> figures = new LinkedHashMap<>();
          kinds.forEach((kind, results) -> figures.put(kind.name(), figures(load, kind, results)));
          figures.put("ratios", ratios(load));
          all.put(load, figures);
        });
    return new JsonMapper().writeValueAsString(all);
  }

  private String line(String load, ContenderKind kind, List<Round> results) {
    Latency latency = latencies.getOrDefault(load, Map.of()).get(kind);
    return String.format(
        Locale.ROOT,
        "  %-30s %,10.0f %8.0f %8.0f %8.0f %8.0f %9s %9s",
        kind.title,
        median(results, Round::ordersPerSecond),
        median(results, Round::clientMicros),
        server(results, ServerCpu.Server.BROKER),
        server(results, ServerCpu.Server.REDIS),
        server(results, ServerCpu.Server.DATABASE),
        latency == null ? "" : String.format(Locale.ROOT, "%.1f", latency.p50()),
        latency == null ? "" : String.format(Locale.ROOT, "%.1f", latency.p99()));
  }

  private Map<String, Object> figures(String load, ContenderKind kind, List<Round> results) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("orders_per_s", round(median(results, Round::ordersPerSecond)));
    figures.put("own_cpu_us_per_order", round(median(results, Round::clientMicros)));
    for (ServerCpu.Server server : ServerCpu.Server.values()) {
      figures.put(
          server.name().toLowerCase(Locale.ROOT) + "_cpu_us_per_order",
          round(server(results, server)));
    }
    Latency latency = latencies.getOrDefault(load, Map.of()).get(kind);
    if (latency != null) {
      figures.put("latency_orders_per_s", round(latency.ordersPerSecond()));
      figures.put("latency_p50_ms", round(latency.p50()));
      figures.put("latency_p95_ms", round(latency.p95()));
      figures.put("latency_p99_ms", round(latency.p99()));
      figures.put("latency_max_ms", round(latency.most()));
    }
    return figures;
  }

  private Map<String, Double> ratios(String load) {
    Map<ContenderKind, List<Round>> kinds = rounds.get(load);
    Map<String, Double> ratios = new LinkedHashMap<>();
    for (ContenderKind[] pair : RATIOS) {
      if (kinds.containsKey(pair[0]) && kinds.containsKey(pair[1])) {
        ratios.put(
            pair[0].title.charAt(0) + "/" + pair[1].title.charAt(0),
            round(
                median(kinds.get(pair[0]), Round::ordersPerSecond)
                    / median(kinds.get(pair[1]), Round::ordersPerSecond)));
      }
    }
    return ratios;
  }

  private static double server(List<Round> results, ServerCpu.Server server) {
    return median(results, round -> round.serverMicros().getOrDefault(server, 0.0));
  }

  private static double median(List<Round> results, ToDoubleFunction<Round> figure) {
    return Medians.of(results.stream().mapToDouble(figure).boxed().toList());
  }

  private static double round(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
