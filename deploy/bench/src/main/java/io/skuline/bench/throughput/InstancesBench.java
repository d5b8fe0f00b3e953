package io.skuline.bench.throughput;

import io.skuline.bench.Medians;
import io.skuline.bench.Progress;
import io.skuline.stack.LocalStack;
import io.skuline.stack.StackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Skuline against Skuline: one service, and several that share the work, in turns. */
public final class InstancesBench {

  private final int orders;
  private final long seed;
  private final Load load = new Load(Load.Demand.UNIFORM, 1);
  private final Map<Integer, Contender> contenders = new LinkedHashMap<>();
  private final Map<Integer, List<Double>> rates = new LinkedHashMap<>();
  private int turns;

  private InstancesBench(int orders, long seed) {
    this.orders = orders;
    this.seed = seed;
  }

  /**
   * Runs every count of instances, with an audit at the end of each.
   *
   * @param orders in one turn, of one line each
   * @return orders a second by the number of instances, medians of the rounds
   */
  public static Map<Integer, Double> run(List<Integer> counts, int orders, int rounds, long seed)
      throws IOException {
    Path logs = Files.createTempDirectory("skuline-bench-");
    StackOptions options = StackOptions.defaults().withRocketmqHeapMegabytes(1024);
    try (LocalStack stack = LocalStack.start(options, Progress::say)) {
      return new InstancesBench(orders, seed).run(stack, logs, counts, rounds);
    }
  }

  private Map<Integer, Double> run(LocalStack stack, Path logs, List<Integer> counts, int rounds) {
    try {
      for (int count : counts) {
        Place place = Place.on(stack, "instances-" + count);
        Path log = logs.resolve(place.id() + ".log");
        contenders.put(count, Contender.start(Kind.SKULINE, place, load, log, count));
        turn(count, "warm-up");
      }
      rates.clear();
      for (int round = 0; round < rounds; round++) {
        List<Integer> order = new ArrayList<>(counts);
        Collections.rotate(order, round);
        for (int count : order) {
          turn(count, "round " + (round + 1) + " of " + rounds);
        }
      }
      contenders.values().forEach(contender -> contender.audit((long) orders * (rounds + 1)));
      Map<Integer, Double> medians = new TreeMap<>();
      rates.forEach((count, each) -> medians.put(count, Medians.of(each)));
      return medians;
    } finally {
      contenders.values().forEach(Contender::close);
    }
  }

  private void turn(int count, String when) {
    Contender contender = contenders.get(count);
    long before = contender.done();
    contender.pause();
    Topic.fill(contender.place(), load, orders, "o" + turns + "-", seed + turns);
    turns++;
    Round round = Round.run(contender, before + orders, orders);
    rates.computeIfAbsent(count, any -> new ArrayList<>()).add(round.ordersPerSecond());
    Progress.say(
        "%s: %d instances, %,.0f orders/s".formatted(when, count, round.ordersPerSecond()));
  }
}
