package io.skuline.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.deduction.Decisions;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Several threads sell, and several store what was sold, in whatever order it arrives. Passes
 * follow one another, and nothing is ever reported. {@code -Dskuline.reconcile-batches} makes it
 * longer or shorter.
 */
@ExtendWith(StackExtension.class)
class ReconcileUnderLoadIT {

  private static final int BATCHES = Integer.getInteger("skuline.reconcile-batches", 2000);
  private static final int BATCH = 32;
  private static final int LANES = 4;
  private static final int LEDGERS = 3;
  private static final int SKUS = 1000;
  private static final int UNDER_WAY = 64;

  /** Tells a ledger thread to end. */
  private static final Decisions OVER = new Decisions(-1, List.of());

  private final BlockingQueue<Decisions> journal = new LinkedBlockingQueue<>(UNDER_WAY);

  @Test
  void nothingIsFoundWhileEverythingMoves(Stack stack) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(LANES + LEDGERS);
    try (SmallShop shop = new SmallShop(stack)) {
      List<Future<?>> ledgers = new ArrayList<>();
      List<Future<?>> lanes = new ArrayList<>();
      for (int i = 0; i < LEDGERS; i++) {
        ledgers.add(threads.submit(() -> store(shop)));
      }
      for (int lane = 0; lane < LANES; lane++) {
        Random random = new Random(lane);
        lanes.add(threads.submit(() -> sell(shop, random)));
      }
      int passes = 0;
      int behind = 0;
      while (!lanes.stream().allMatch(Future::isDone)) {
        PassReport report = shop.reconcile();
        assertThat(report.passed()).as(report.toString()).isTrue();
        behind += report.behind() > 0 ? 1 : 0;
        passes++;
      }
      end(lanes);
      for (int i = 0; i < LEDGERS; i++) {
        journal.put(OVER);
      }
      end(ledgers);
      PassReport report = shop.reconcile();
      assertThat(report.passed()).as(report.toString()).isTrue();
      assertThat(report.behind()).as("%d of %d passes were behind", behind, passes).isZero();
      assertThat(report.skus()).isGreaterThan(SKUS / 2);
      assertThat(passes).isGreaterThan(1);
      assertThat(shop.alarms).isEmpty();
    } finally {
      threads.shutdownNow();
    }
  }

  private static void end(List<Future<?>> all) throws Exception {
    for (Future<?> each : all) {
      each.get();
    }
  }

  private Void sell(SmallShop shop, Random random) throws InterruptedException {
    List<OrderCreated> sold = new ArrayList<>();
    for (int batch = 0; batch < BATCHES; batch++) {
      List<OrderEvent> events = new ArrayList<>();
      while (events.size() < BATCH) {
        events.add(event(shop, random, sold));
      }
      journal.put(shop.decide(events.toArray(OrderEvent[]::new)));
    }
    return null;
  }

  /** A few SKUs are hot, new ones come all the time, and a tenth of the orders is cancelled. */
  private static OrderEvent event(SmallShop shop, Random random, List<OrderCreated> sold) {
    int what = random.nextInt(10);
    if (what == 0) {
      return shop.stocked(sku(random, SKUS), 1 + random.nextInt(200));
    }
    if (what == 1 && !sold.isEmpty()) {
      return new OrderCancelled(sold.remove(random.nextInt(sold.size())).ref());
    }
    List<OrderLine> lines = new ArrayList<>();
    for (int line = 0; line < (what < 5 ? 3 : 1); line++) {
      lines.add(new OrderLine(sku(random, line == 0 ? 5 : SKUS), 1));
    }
    OrderCreated order = shop.order(lines.toArray(OrderLine[]::new));
    if (sold.size() < 1000) {
      sold.add(order);
    }
    return order;
  }

  private static String sku(Random random, int of) {
    return "sku-" + random.nextInt(of);
  }

  private Void store(SmallShop shop) throws InterruptedException {
    while (true) {
      List<Decisions> some = new ArrayList<>(List.of(journal.take()));
      journal.drainTo(some, 15);
      if (some.remove(OVER)) {
        journal.put(OVER);
        store(shop, some);
        return null;
      }
      store(shop, some);
    }
  }

  private static void store(SmallShop shop, List<Decisions> some) {
    if (!some.isEmpty()) {
      shop.store(some);
    }
  }
}
