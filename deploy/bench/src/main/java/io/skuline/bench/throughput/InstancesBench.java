package io.skuline.bench.throughput;

import io.skuline.bench.BenchLog;
import io.skuline.bench.Rounds;
import io.skuline.stack.LocalStack;
import io.skuline.stack.StackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Measures Skuline against Skuline: one service, and several that share the work, in turns. */
public final class InstancesBench {

  private final int orders;
  private final long seed;
  private final Workload workload = new Workload(Workload.Demand.UNIFORM, 1);
  private final Map<Integer, Contender> contenders = new LinkedHashMap<>();
  private int turns;

  private InstancesBench(int orders, long seed) {
    this.orders = orders;
    this.seed = seed;
  }

  /**
   * Runs every count of instances, with an audit at the end of each.
   *
   * @param orders orders in one turn, of one line each
   * @return orders a second by the number of instances, medians of the rounds
   */
  public static Map<Integer, Double> run(List<Integer> counts, int orders, int rounds, long seed)
      throws IOException {
    Path logs = Files.createTempDirectory("skuline-bench-");
    StackOptions options = Contender.servers();
    try (LocalStack stack = LocalStack.start(options, BenchLog::say)) {
      return new InstancesBench(orders, seed).run(stack, logs, counts, rounds);
    }
  }

  private Map<Integer, Double> run(LocalStack stack, Path logs, List<Integer> counts, int rounds) {
    try {
      for (int count : counts) {
        ContenderResources resources = ContenderResources.on(stack, "instances-" + count);
        Path log = logs.resolve(resources.id() + ".log");
        contenders.put(
            count, Contender.start(ContenderKind.SKULINE, resources, workload, log, count));
        BenchLog.say("Warm-up");
        turn(count);
      }
      Rounds<Integer> measured = Rounds.run(rounds, counts, (count, round) -> turn(count));
      contenders.values().forEach(contender -> contender.audit((long) orders * (rounds + 1)));
      Map<Integer, Double> medians = new TreeMap<>();
      counts.forEach(count -> medians.put(count, measured.median(count)));
      return medians;
    } finally {
      contenders.values().forEach(Contender::close);
    }
  }

  private double turn(int count) {
    Contender contender = contenders.get(count);
    long before = contender.done();
    contender.pause(Contender.LONG_POLL);
    Topic.fill(contender.place(), workload, orders, "o" + turns + "-", seed + turns);
    turns++;
    Round round = Round.run(contender, before + orders, orders);
    BenchLog.say("  %d instances: %,.0f orders/s".formatted(count, round.ordersPerSecond()));
    return round.ordersPerSecond();
  }
}
