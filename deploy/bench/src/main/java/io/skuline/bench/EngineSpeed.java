package io.skuline.bench;

import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;

/** Measures the engine alone, for one number of SKUs and one size of carts. */
public final class EngineSpeed {

  private final EngineOnly engine;
  private final Executor threads;
  private final int lanes;
  private final int batch;
  private final int batches;
  private final int skus;
  private final int lines;
  private int turns;

  /**
   * @param orders orders in one turn, rounded up to whole batches of every lane
   */
  public EngineSpeed(
      EngineOnly engine, Executor threads, int lanes, int orders, int skus, int lines) {
    this(engine, threads, lanes, EngineOnly.BATCH, orders, skus, lines);
  }

  /**
   * @param batch orders in one batch
   * @param orders orders in one turn, rounded up to whole batches of every lane
   */
  public EngineSpeed(
      EngineOnly engine, Executor threads, int lanes, int batch, int orders, int skus, int lines) {
    if (lines > skus) {
      throw new IllegalArgumentException(lines + " lines from " + skus + " SKUs");
    }
    this.engine = engine;
    this.threads = threads;
    this.lanes = lanes;
    this.batch = batch;
    int together = lanes * batch;
    this.batches = (orders + together - 1) / together;
    this.skus = skus;
    this.lines = lines;
  }

  public int skus() {
    return skus;
  }

  public int lines() {
    return lines;
  }

  /** Returns the orders a second of one turn. */
  public double turn(long seed) {
    int turn = turns++;
    return engine.run(
        threads,
        lanes,
        batches,
        batch,
        seed,
        (lane, number, random) -> cart(turn, lane, number, random));
  }

  /** Returns the orders of one turn. */
  public long ordersOfTurn() {
    return (long) lanes * batches * batch;
  }

  public void check() {
    engine.check(turns * ordersOfTurn() * lines);
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
