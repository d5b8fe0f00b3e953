package io.skuline.sim.workload;

import io.skuline.event.AdjustmentKind;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.StockAdjusted;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Generates the stock of a run and the orders of its buyers. SKU 1 is the hottest. */
final class OrderGenerator {

  private static final double REPEATED_SKU_SHARE = 0.15;

  private final Demand demand;
  private final int maxCartLines;
  private final InstantSource clock;
  private final Zipf zipf;

  /**
   * @param maxCartLines carts have 2 to this many lines, and some name a SKU twice
   * @param clock gives the times of the orders; ids, SKUs and quantities do not depend on it
   */
  OrderGenerator(Demand demand, int maxCartLines, InstantSource clock) {
    this.demand = demand;
    this.maxCartLines = maxCartLines;
    this.clock = clock;
    this.zipf = new Zipf(demand.skus(), demand.zipf());
  }

  Demand demand() {
    return demand;
  }

  /** Returns the same stock for every SKU. */
  List<StockAdjusted> opening() {
    Instant now = now();
    return IntStream.range(0, demand.skus())
        .mapToObj(
            i ->
                new StockAdjusted(
                    id("stock", i + 1), now, sku(i), demand.stockPerSku(), AdjustmentKind.INITIAL))
        .toList();
  }

  /** Returns the order of a buyer. */
  OrderCreated order(int number, SplittableRandom random) {
    return new OrderCreated(id("order", number), now(), lines(random));
  }

  /** Returns the lines of an order. */
  List<OrderLine> lines(SplittableRandom random) {
    boolean cart = random.nextDouble() < demand.cartShare();
    int count = cart ? random.nextInt(2, maxCartLines + 1) : 1;
    List<OrderLine> lines = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      boolean repeat = i > 0 && i == count - 1 && random.nextDouble() < REPEATED_SKU_SHARE;
      String sku = repeat ? lines.get(0).sku() : sku(zipf.draw(random));
      lines.add(new OrderLine(sku, quantity(random)));
    }
    return lines;
  }

  String id(String kind, int number) {
    return demand.runId() + "-" + kind + "-" + number;
  }

  /** Returns mostly one, sometimes two or three. */
  private static int quantity(SplittableRandom random) {
    int percent = random.nextInt(100);
    return percent < 70 ? 1 : percent < 90 ? 2 : 3;
  }

  private String sku(int index) {
    return String.format(Locale.ROOT, "%s-sku-%04d", demand.runId(), index + 1);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
