package io.skuline.bench.growth;

import io.skuline.bench.EngineOnly;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;

/** Measures the engine alone, for one number of SKUs and one size of carts. */
final class EngineSpeed {

  private final EngineOnly engine;
  private final Executor threads;
  private final int lanes;
  private final int batches;
  private final int skus;
  private final int lines;
  private int turns;

  /**
   * @param orders orders in one turn, rounded up to whole batches of every lane
   */
  EngineSpeed(EngineOnly engine, Executor threads, int lanes, int orders, int skus, int lines) {
    if (lines > skus) {
      throw new IllegalArgumentException(lines + " lines from " + skus + " SKUs");
    }
    this.engine = engine;
    this.threads = threads;
    this.lanes = lanes;
    int together = lanes * EngineOnly.BATCH;
    this.batches = (orders + together - 1) / together;
    this.skus = skus;
    this.lines = lines;
  }

  int skus() {
    return skus;
  }

  int lines() {
    return lines;
  }

  /** Returns the orders a second of one turn. */
  double turn(long seed) {
    int turn = turns++;
    return engine.run(
        threads, lanes, batches, seed, (lane, number, random) -> cart(turn, lane, number, random));
  }

  void check() {
    engine.check((long) turns * lanes * batches * EngineOnly.BATCH * lines);
  }

  private OrderCreated cart(int turn, int lane, long number, SplittableRandom random) {
    Set<Integer> chosen = new LinkedHashSet<>();
    while (chosen.size() < lines) {
      chosen.add(random.nextInt(skus));
    }
    return new OrderCreated(
        "order-" + turn + "-" + lane + "-" + number,
        Instant.now(),
        chosen.stream().map(sku -> new OrderLine(EngineOnly.sku(sku), 1)).toList());
  }
}
