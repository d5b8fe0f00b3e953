package io.skuline.sim.demand;

import io.skuline.event.AdjustmentKind;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.StockAdjusted;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Everybody wants the same few things at once. SKU 1 is the hottest. Carts have 2 to {@value
 * #MAX_CART_LINES} lines, and some name a SKU twice.
 */
final class FlashSale implements Scenario {

  static final int MAX_CART_LINES = 5;
  private static final double REPEATED_SKU_SHARE = 0.15;

  private final Demand demand;
  private final InstantSource clock;
  private final Zipf zipf;

  /**
   * @param clock dates the orders; ids, SKUs and quantities do not depend on it
   */
  FlashSale(Demand demand, InstantSource clock) {
    this.demand = demand;
    this.clock = clock;
    this.zipf = new Zipf(demand.skus(), demand.zipf());
  }

  @Override
  public List<StockAdjusted> opening() {
    Instant now = now();
    return IntStream.range(0, demand.skus())
        .mapToObj(
            i ->
                new StockAdjusted(
                    "%s-stock-%d".formatted(demand.runId(), i + 1),
                    now,
                    sku(i),
                    demand.stockPerSku(),
                    AdjustmentKind.INITIAL))
        .toList();
  }

  @Override
  public long size() {
    return demand.orders();
  }

  @Override
  public Iterator<OrderEvent> events() {
    SplittableRandom random = new SplittableRandom(demand.seed());
    return IntStream.rangeClosed(1, demand.orders())
        .<OrderEvent>mapToObj(
            i -> new OrderCreated("%s-order-%d".formatted(demand.runId(), i), now(), lines(random)))
        .iterator();
  }

  private List<OrderLine> lines(SplittableRandom random) {
    boolean cart = random.nextDouble() < demand.cartShare();
    int count = cart ? random.nextInt(2, MAX_CART_LINES + 1) : 1;
    List<OrderLine> lines = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      boolean repeat = i > 0 && i == count - 1 && random.nextDouble() < REPEATED_SKU_SHARE;
      String sku = repeat ? lines.get(0).sku() : sku(zipf.draw(random));
      lines.add(new OrderLine(sku, quantity(random)));
    }
    return lines;
  }

  /** Mostly one, now and then two or three. */
  private static int quantity(SplittableRandom random) {
    int percent = random.nextInt(100);
    return percent < 70 ? 1 : percent < 90 ? 2 : 3;
  }

  private String sku(int index) {
    return "%s-sku-%04d".formatted(demand.runId(), index + 1);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
