package io.skuline.bench.throughput;

import io.skuline.bench.BenchLog;
import io.skuline.bench.Rounds;
import io.skuline.bench.RunOptions;
import io.skuline.stack.LocalStack;
import io.skuline.stack.StackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures the whole way from an order event to its result, beside what a user would write and
 * beside the broker's own limit. Every contender has a JVM of its own. One contender works while
 * the others wait for messages. A contender is paused while its topic is filled, so that publishing
 * is not measured.
 */
@Command(
    name = "throughput",
    mixinStandardHelpOptions = true,
    description = "Orders a second, side by side, and the time from publishing to the result.")
public final class ThroughputBench implements Callable<Integer> {

  @Option(
      names = "--orders",
      defaultValue = "150000",
      description = "per turn; those that are slow get a quarter or a tenth")
  private int orders;

  @Option(names = "--rounds", defaultValue = "5")
  private int rounds;

  @Option(names = "--warm-ups", defaultValue = "3", description = "turns that do not count")
  private int warmUps;

  @Option(
      names = "--demand",
      split = ",",
      defaultValue = "UNIFORM,HOT",
      description = "of ${COMPLETION-CANDIDATES}")
  private List<Workload.Demand> demands;

  @Option(
      names = "--lines",
      split = ",",
      defaultValue = "1",
      description = "lines of an order, 1 and 3 for example")
  private List<Integer> lines;

  @Option(names = "--kinds", split = ",", description = "of ${COMPLETION-CANDIDATES}")
  private List<ContenderKind> kinds = List.of(ContenderKind.values());

  @Option(
      names = "--latency-orders",
      defaultValue = "10000",
      description = "for the time to the result; 0 leaves it out")
  private int latencyOrders;

  @Option(
      names = "--latency-rate",
      defaultValue = "0",
      description =
          "orders a second for the time to the result; 0 is half of what goes through while this"
              + " process publishes and listens")
  private double latencyRate;

  @Option(
      names = "--latency-warm-ups",
      defaultValue = "1",
      description =
          "turns at that rate that do not count: requests of few orders are compiled in them, of"
              + " which a burst has hardly any")
  private int latencyWarmUps;

  @Option(
      names = "--settle",
      defaultValue = "6",
      description =
          "seconds for which a contender stands still before its topic is filled; with fewer than 6"
              + " it may have been given orders that it reads when it goes on")
  private int settleSeconds;

  @Mixin private RunOptions run;

  private int turns;

  @Override
  public Integer call() throws IOException {
    Path logs = Files.createTempDirectory("skuline-bench-");
    ThroughputReport report = new ThroughputReport(run.seed(), orders, rounds);
    StackOptions options = Contender.servers();
    try (LocalStack stack = LocalStack.start(options, BenchLog::say)) {
      for (Workload.Demand demand : demands) {
        for (int count : lines) {
          if (count <= demand.skus) {
            compare(stack, new Workload(demand, count), logs, report);
          }
        }
      }
    }
    report.print(System.out);
    if (run.json() != null) {
      Files.writeString(run.json(), report.json());
    }
    System.err.println("Logs: " + logs);
    return 0;
  }

  private void compare(LocalStack stack, Workload workload, Path logs, ThroughputReport report) {
    Map<ContenderKind, Contender> contenders = new EnumMap<>(ContenderKind.class);
    Map<ContenderKind, Long> given = new EnumMap<>(ContenderKind.class);
    try {
      for (ContenderKind kind : kinds) {
        BenchLog.say(workload.name() + ": " + kind.title + " starts");
        ContenderResources resources =
            ContenderResources.on(stack, name(kind) + "-" + workload.name());
        Contender contender =
            Contender.start(kind, resources, workload, logs.resolve(resources.id() + ".log"));
        contenders.put(kind, contender);
        // The code is compiled before it is measured, and its consumers have found their queues by
        // then.
        for (int turn = 0; turn < warmUps; turn++) {
          Round warm = turn(contender, workload, given);
          BenchLog.say("  warm-up: %,.0f orders/s".formatted(warm.ordersPerSecond()));
        }
      }
      Rounds.run(
          rounds,
          kinds,
          (kind, round) -> {
            Round result = turn(contenders.get(kind), workload, given);
            report.add(workload, kind, result);
            BenchLog.say(
                "  %s: %s %,.0f orders/s"
                    .formatted(workload.name(), kind.title, result.ordersPerSecond()));
            return result.ordersPerSecond();
          });
      if (latencyOrders > 0) {
        for (ContenderKind kind : kinds) {
          report.add(workload, kind, timeToResult(contenders.get(kind), workload, given));
        }
      }
      for (ContenderKind kind : kinds) {
        Contender contender = contenders.get(kind);
        contender.audit(given.get(kind));
        BenchLog.say(workload.name() + ": " + kind.title + " adds up");
      }
    } finally {
      contenders.values().forEach(Contender::close);
    }
  }

  private Round turn(Contender contender, Workload workload, Map<ContenderKind, Long> given) {
    int count = Math.max(1, orders / contender.kind().share);
    contender.pause(Duration.ofSeconds(settleSeconds));
    Topic.fill(contender.place(), workload, count, "o" + turns + "-", run.seed() + turns);
    turns++;
    long after = given.merge(contender.kind(), (long) count, Long::sum);
    return Round.run(contender, after, count);
  }

  private Latency timeToResult(
      Contender contender, Workload workload, Map<ContenderKind, Long> given) {
    ContenderKind kind = contender.kind();
    int count = Math.max(1, latencyOrders / (kind.isListener() ? 4 : 1));
    try (LatencyProbe probe = LatencyProbe.to(contender, workload, run.seed())) {
      double fastest = probe.measure(prefix(), count, Double.POSITIVE_INFINITY).ordersPerSecond();
      double rate = latencyRate == 0 ? fastest / 2 : latencyRate;
      BenchLog.say(
          "  %s: %s, at most %,.0f orders/s while listened to"
              .formatted(workload.name(), kind.title, fastest));
      for (int turn = 0; turn < latencyWarmUps; turn++) {
        BenchLog.say("  warm-up: " + probe.measure(prefix(), count, rate));
      }
      Latency taken = probe.measure(prefix(), count, rate);
      BenchLog.say("  " + taken);
      given.merge(kind, probe.given(), Long::sum);
      return taken;
    }
  }

  private String prefix() {
    return "l" + turns++ + "-";
  }

  private static String name(ContenderKind kind) {
    return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
