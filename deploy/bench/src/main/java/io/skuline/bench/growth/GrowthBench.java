package io.skuline.bench.growth;

import io.skuline.bench.BenchLog;
import io.skuline.bench.BenchReport;
import io.skuline.bench.EngineOnly;
import io.skuline.bench.EngineSpeed;
import io.skuline.bench.FigureTable;
import io.skuline.bench.Rounds;
import io.skuline.bench.RunOptions;
import io.skuline.bench.throughput.InstancesBench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures how cost grows. For questions about the engine, it is driven alone, in batches, without
 * broker and database. For questions about the whole system, services run in JVMs of their own.
 */
@Command(
    name = "growth",
    mixinStandardHelpOptions = true,
    description = "Speed over SKUs, lines and instances; memory over orders. Tables and plots.")
public final class GrowthBench implements Callable<Integer> {

  private static final int CARTS_FROM = 10_000;
  private static final double MEGA = 1e6;

  @Option(names = "--parts", split = ",", description = "of ${COMPLETION-CANDIDATES}")
  private List<Part> parts = List.copyOf(EnumSet.allOf(Part.class));

  @Option(names = "--skus", split = ",", defaultValue = "1000,10000,100000,1000000")
  private List<Integer> skus;

  @Option(names = "--lines", split = ",", defaultValue = "1,3,10,30,100", description = "of a cart")
  private List<Integer> lines;

  @Option(
      names = "--orders",
      defaultValue = "200000",
      description = "of one line, for the engine in one turn; carts: as many lines in all")
  private int orders;

  @Option(names = "--lanes", defaultValue = "16")
  private int lanes;

  @Option(names = "--instances", split = ",", defaultValue = "1,2")
  private List<Integer> instances;

  @Option(
      names = "--instance-orders",
      defaultValue = "30000",
      description = "for the instances in one turn")
  private int instanceOrders;

  @Option(names = "--rounds", defaultValue = "3")
  private int rounds;

  @Option(names = "--memory-orders", defaultValue = "10000000")
  private long memoryOrders;

  @Option(
      names = "--orders-an-hour",
      defaultValue = "1000000",
      description = "of their creation, see docs/engines.md")
  private long ordersAnHour;

  @Option(names = "--samples", defaultValue = "20")
  private int samples;

  @Mixin private RunOptions run;

  @Option(names = "--plots", description = "also draw the curves, as SVG, into this folder")
  private Path plots;

  @Override
  public Integer call() throws IOException {
    BenchReport report = new BenchReport("growth", run.seed());
    report.fact("rounds", rounds);
    report.fact("lanes", lanes);
    ExecutorService threads = Executors.newFixedThreadPool(lanes);
    try {
      for (Part part : EnumSet.copyOf(parts)) {
        switch (part) {
          case SKUS -> skus(threads, report);
          case LINES -> lines(threads, report);
          case INSTANCES -> instances(report);
          case MEMORY -> memory(threads, report);
        }
      }
    } finally {
      threads.shutdownNow();
    }
    report.print(System.out);
    report.write(run.json());
    return 0;
  }

  private void skus(ExecutorService threads, BenchReport report) throws IOException {
    try (Redis redis = new Redis()) {
      List<EngineSpeed> cases = new ArrayList<>();
      for (int count : skus) {
        cases.add(
            new EngineSpeed(
                redis.engine("skus-" + count, count), threads, lanes, orders, count, 1));
        BenchLog.say("%,d SKUs are stocked".formatted(count));
      }
      Rounds<EngineSpeed> turns = race(cases);
      report.fact("redis", redis.version());
      FigureTable table =
          report.table(
              "skus", "Orders of one line, the engine alone", List.of("skus", "orders_per_s"));
      cases.forEach(each -> table.row(each.skus(), turns.median(each)));
      List<Double> medians = cases.stream().map(turns::median).toList();
      new Plot("Orders of one line, the engine alone", "SKUs", "orders/s")
          .logarithmic()
          .curve("orders/s", cases.stream().map(EngineSpeed::skus).toList(), medians)
          .write(plots, "growth-skus");
    }
  }

  private void lines(ExecutorService threads, BenchReport report) throws IOException {
    try (Redis redis = new Redis()) {
      List<EngineSpeed> cases = new ArrayList<>();
      for (int count : lines) {
        EngineOnly engine = redis.engine("lines-" + count, CARTS_FROM);
        cases.add(new EngineSpeed(engine, threads, lanes, orders / count, CARTS_FROM, count));
      }
      Rounds<EngineSpeed> turns = race(cases);
      report.fact("redis", redis.version());
      FigureTable table =
          report.table(
              "lines", "Carts, the engine alone", List.of("lines", "orders_per_s", "lines_per_s"));
      for (EngineSpeed each : cases) {
        double median = turns.median(each);
        table.row(each.lines(), median, median * each.lines());
      }
      List<Double> linesPerSecond =
          cases.stream().map(each -> turns.median(each) * each.lines()).toList();
      List<Integer> counts = cases.stream().map(EngineSpeed::lines).toList();
      new Plot("Carts, the engine alone", "lines of a cart", "a second")
          .logarithmic()
          .curve("orders/s", counts, cases.stream().map(turns::median).toList())
          .curve("lines/s", counts, linesPerSecond)
          .write(plots, "growth-lines");
    }
  }

  private Rounds<EngineSpeed> race(List<EngineSpeed> cases) {
    BenchLog.say("Warm-up");
    cases.forEach(each -> each.turn(run.seed()));
    Rounds<EngineSpeed> turns =
        Rounds.run(rounds, cases, (each, round) -> each.turn(run.seed() + round));
    cases.forEach(EngineSpeed::check);
    return turns;
  }

  private void instances(BenchReport report) throws IOException {
    Map<Integer, Double> rates = InstancesBench.run(instances, instanceOrders, rounds, run.seed());
    FigureTable table =
        report.table(
            "instances",
            "Orders of one line, the whole way, broker and ledger included",
            List.of("instances", "orders_per_s"));
    rates.forEach((count, rate) -> table.row(count, rate));
    new Plot("Service instances on one machine, the whole way", "instances", "orders/s")
        .curve("orders/s", List.copyOf(rates.keySet()), List.copyOf(rates.values()))
        .write(plots, "growth-instances");
  }

  private void memory(ExecutorService threads, BenchReport report) throws IOException {
    report.fact("orders_an_hour", ordersAnHour);
    List<Footprint.Sample> taken = new ArrayList<>();
    try (Redis redis = new Redis()) {
      report.fact("redis", redis.version());
      Footprint footprint =
          new Footprint(redis.client(), redis.port(), threads, lanes, memoryOrders, ordersAnHour);
      taken.add(footprint.sample(0));
      for (int i = 1; i <= samples; i++) {
        double rate = footprint.decide(memoryOrders / samples, run.seed() + i);
        Footprint.Sample sample = footprint.sample(rate);
        taken.add(sample);
        BenchLog.say(sample.toString());
      }
      footprint.check();
    }
    FigureTable table =
        report.table(
            "memory",
            "Orders of one line, the engine alone",
            List.of("remembered_orders", "orders_per_s", "heap_after_gc_mb", "redis_used_mb"));
    for (Footprint.Sample sample : taken) {
      table.row(
          sample.orders(),
          sample.ordersPerSecond(),
          sample.heapBytes() / MEGA,
          sample.redisBytes() / MEGA);
    }
    Footprint.Sample first = taken.get(0);
    Footprint.Sample last = taken.get(taken.size() - 1);
    report.figure(
        "bytes_per_remembered_order",
        (last.redisBytes() - first.redisBytes()) / (double) (last.orders() - first.orders()));
    report.figure("heap_growth_mb", (last.heapBytes() - taken.get(1).heapBytes()) / MEGA);
    List<Double> millions = taken.stream().map(sample -> sample.orders() / MEGA).toList();
    new Plot("Memory, the engine alone", "million orders decided", "MB")
        .curve("heap after GC", millions, taken.stream().map(s -> s.heapBytes() / MEGA).toList())
        .curve("Redis used", millions, taken.stream().map(s -> s.redisBytes() / MEGA).toList())
        .write(plots, "growth-memory");
  }
}
