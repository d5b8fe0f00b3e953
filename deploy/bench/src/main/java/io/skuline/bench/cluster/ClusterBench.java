package io.skuline.bench.cluster;

import io.skuline.bench.BenchLog;
import io.skuline.bench.BenchReport;
import io.skuline.bench.FigureTable;
import io.skuline.bench.Rounds;
import io.skuline.bench.RunOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures partitions of the stock: what they cost on one server and on the nodes of a cluster, how
 * throughput grows with the masters, and how long a lost partition is closed. The engine is driven
 * alone, without broker and database, except for the last question.
 */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    description = "Cost over partitions and nodes; speed over masters; time fenced over SKUs.")
public final class ClusterBench implements Callable<Integer> {

  private static final int PARTITIONS = 16;

  @Option(names = "--parts", split = ",", description = "of ${COMPLETION-CANDIDATES}")
  private List<ClusterPart> parts = List.copyOf(EnumSet.allOf(ClusterPart.class));

  @Option(
      names = "--orders",
      defaultValue = "60000",
      description = "in one turn; a fifth of it in part LIMITED")
  private int orders;

  @Option(names = "--skus", defaultValue = "10000")
  private int skus;

  @Option(names = "--lanes", defaultValue = "16")
  private int lanes;

  @Option(names = "--lines", split = ",", defaultValue = "1,3", description = "of a cart")
  private List<Integer> lines;

  @Option(names = "--batches", split = ",", defaultValue = "32,128", description = "orders of one")
  private List<Integer> batches;

  @Option(names = "--masters", split = ",", defaultValue = "1,2,4", description = "part LIMITED")
  private List<Integer> masters;

  @Option(
      names = "--share",
      defaultValue = "10",
      description = "of a core for each server, in percent; part LIMITED")
  private int share;

  @Option(
      names = "--partition-skus",
      split = ",",
      defaultValue = "1000,10000,62500",
      description = "of a partition, one of 16; part FENCED")
  private List<Integer> partitionSkus;

  @Option(names = "--rounds", defaultValue = "3")
  private int rounds;

  @Mixin private RunOptions run;

  @Override
  public Integer call() throws IOException {
    if (share < 10 || share > 100) {
      throw new IllegalArgumentException("--share must be 10 to 100");
    }
    BenchReport report = new BenchReport("cluster", run.seed());
    report.fact("rounds", rounds);
    report.fact("lanes", lanes);
    report.fact("skus", skus);
    report.fact("orders", orders);
    ExecutorService threads = Executors.newFixedThreadPool(lanes);
    try {
      for (ClusterPart part : EnumSet.copyOf(parts)) {
        switch (part) {
          case COST -> cost(threads, report);
          case LIMITED -> limited(threads, report);
          case FENCED -> new FencedPartition(rounds, run.seed()).run(partitionSkus, report);
        }
      }
    } finally {
      threads.shutdownNow();
      // What was measured is worth something also if a later part fails.
      report.print(System.out);
      report.write(run.json());
    }
    return 0;
  }

  private void cost(ExecutorService threads, BenchReport report) {
    List<Case> cases = new ArrayList<>();
    try (Servers single = Servers.single();
        Servers cluster = Servers.cluster(3)) {
      report.fact("redis", NodeUse.version(single.nodes().get(0)));
      for (int size : batches) {
        for (int count : lines) {
          for (int partitions : List.of(1, 4, PARTITIONS)) {
            cases.add(open(single, partitions, count, size, orders, threads));
          }
          cases.add(open(cluster, PARTITIONS, count, size, orders, threads));
        }
      }
      race(cases);
      FigureTable table =
          report.table(
              "cost",
              "Cost of an order, the engine alone",
              List.of(
                  "redis",
                  "partitions",
                  "lines",
                  "batch",
                  "orders_per_s",
                  "redis_cpu_us",
                  "to_1_partition_ratio",
                  "client_cpu_us",
                  "calls",
                  "bytes",
                  "largest_share_of_calls"));
      for (Case each : cases) {
        table.row(
            each.servers.name(),
            each.partitions,
            each.lines,
            each.batch,
            each.median(Case.Turn::ordersPerSecond),
            each.median(Case.Turn::redisMicros),
            each.median(Case.Turn::redisMicros)
                / undivided(cases, each).median(Case.Turn::redisMicros),
            each.median(Case.Turn::clientMicros),
            each.median(Case.Turn::calls),
            each.median(Case.Turn::bytes),
            each.median(Case.Turn::largestShare));
      }
    } finally {
      cases.forEach(Case::close);
    }
  }

  private static Case undivided(List<Case> cases, Case other) {
    return cases.stream()
        .filter(each -> each.partitions == 1)
        .filter(each -> each.lines == other.lines && each.batch == other.batch)
        .findFirst()
        .orElseThrow();
  }

  private Case open(
      Servers servers, int partitions, int count, int batch, int turn, ExecutorService threads) {
    return new Case(servers, partitions, count, batch, new Case.Load(lanes, skus, turn), threads);
  }

  private void race(List<Case> cases) {
    BenchLog.say("Warm-up");
    cases.forEach(each -> each.warmUp(run.seed()));
    Rounds.run(rounds, cases, (each, round) -> each.turn(run.seed() + round));
    cases.forEach(Case::check);
  }

  private void limited(ExecutorService threads, BenchReport report) throws IOException {
    FigureTable table =
        report.table(
            "limited",
            "Each server limited to %d %% of a core, %d partitions".formatted(share, PARTITIONS),
            List.of(
                "masters", "lines", "orders_per_s", "to_fewest_masters_ratio", "client_cpu_us"));
    List<Servers> clusters = new ArrayList<>();
    List<ProcessorShare> limits = new ArrayList<>();
    List<Case> cases = new ArrayList<>();
    try {
      for (int count : masters) {
        clusters.add(Servers.cluster(count));
      }
      for (int count : lines) {
        for (Servers cluster : clusters) {
          cases.add(open(cluster, PARTITIONS, count, batches.get(0), orders / 5, threads));
        }
      }
      for (Servers cluster : clusters) {
        for (var node : cluster.nodes()) {
          limits.add(ProcessorShare.limit(node, share));
        }
      }
      race(cases);
      for (Case each : cases) {
        double fewest =
            cases.stream()
                .filter(other -> other.lines == each.lines)
                .findFirst()
                .orElseThrow()
                .median(Case.Turn::ordersPerSecond);
        double rate = each.median(Case.Turn::ordersPerSecond);
        table.row(
            each.servers.nodes().size(),
            each.lines,
            rate,
            rate / fewest,
            each.median(Case.Turn::clientMicros));
      }
    } catch (IOException e) {
      report.fact("limited", "not measured, control groups cannot be made here: " + e.getMessage());
    } finally {
      cases.forEach(Case::close);
      clusters.forEach(Servers::close);
      limits.forEach(ProcessorShare::close);
    }
  }
}
