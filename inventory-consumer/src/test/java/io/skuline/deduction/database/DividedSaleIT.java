package io.skuline.deduction.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.database.FaultyDatabase.Fate;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OperationId;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockResult;
import io.skuline.event.StockReturned;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import io.skuline.store.HotSku;
import io.skuline.store.HotSkuTable;
import io.skuline.store.shard.SlotMap;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sixteen writers of two instances sell one SKU, which is hot, is not, and is again; one instance
 * has another number of rows, and knows later. Commits fail all the time, those of orders and those
 * of transfers.
 */
@ExtendWith(StackExtension.class)
class DividedSaleIT {

  private static final int TAKEN_BACK = 300;

  /** More orders than units that come back. */
  private static final int MORE = 500;

  private static final int BATCH = 16;
  private static final int WRITERS = 16;
  private static final int BATCHES_A_ROUND = 6;
  private static final int LEAST = 20;
  private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
  private static final String HOT = "hot";
  private static final String PLENTY = "plenty";

  /** One in so many commits is lost, and as many are not heard of. */
  private static final int ONE_IN = 60;

  private final Map<OperationId, StockResult> answers = new ConcurrentHashMap<>();
  private final Semaphore progress = new Semaphore(0);
  private final AtomicBoolean rejected = new AtomicBoolean();
  private final AtomicBoolean selling = new AtomicBoolean(true);
  private FaultyShards shards;
  private int units;

  @ParameterizedTest
  @CsvSource({"1, 10000, 12000", "2, 4000, 4800"})
  void exactlyWhatThereIsIsSold(int databases, int units, int orders, Stack stack)
      throws Exception {
    this.units = units;
    SlotMap layout = databases == 1 ? SlotMap.single() : FaultyShards.LAYOUT;
    try (FaultyShards own = new FaultyShards(layout, "divided_sale_" + databases)) {
      shards = own;
      HotSkuTable table = new HotSkuTable(shards.jdbc(0));
      HotRows four = new HotRows(shards.databases(), 4, LEAST, Clock.systemUTC());
      HotRows eight = new HotRows(shards.databases(), 8, LEAST, Clock.systemUTC());
      List<DeductionEngine> engines = List.of(engine(four), engine(eight));
      engines.get(0).decide(List.of(stocked(HOT, units), stocked(PLENTY, 1_000_000)));
      shards.fates(shard -> fate());

      ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 1);
      try {
        Future<Void> keeper = threads.submit(() -> keep(table, four, eight));
        decideAll(threads, engines, orders(0, orders));
        assertThat(soldOf(0, orders)).isEqualTo(units);
        assertThat(rejected).isTrue();

        decideAll(threads, engines, takenBack());
        decideAll(threads, engines, orders(orders, orders + MORE));
        selling.set(false);
        keeper.get(1, TimeUnit.MINUTES);
      } finally {
        threads.shutdownNow();
      }
      shards.fates(shard -> Fate.DONE);
      requireTheBooksToBalance(orders + MORE);
    }
  }

  private DeductionEngine engine(HotRows rows) {
    return new DatabaseDeductionEngine(shards.databases(), PreCheck.NONE, rows, Clock.systemUTC());
  }

  private static Fate fate() {
    int number = ThreadLocalRandom.current().nextInt(ONE_IN);
    return number == 0 ? Fate.LOST : number == 1 ? Fate.DONE_UNHEARD : Fate.DONE;
  }

  /** Switches the SKU on and off, and divides and collects its units, after some batches each. */
  private Void keep(HotSkuTable table, HotRows one, HotRows other) throws InterruptedException {
    HotSku interval = table.add(HOT, Instant.EPOCH, null, 1);
    for (int round = 0; selling.get(); round++) {
      boolean unused = progress.tryAcquire(BATCHES_A_ROUND, 100, TimeUnit.MILLISECONDS);
      boolean on = round % 12 < 8;
      table.setEnd(on ? interval : interval.until(Instant.EPOCH.plusMillis(1)));
      tryTo(() -> one.keep(table));
      if (round % 3 == 0) {
        tryTo(() -> other.keep(table));
      }
      if (round % 4 == 3) {
        tryTo(() -> one.transfers().collect(HOT));
        tryTo(() -> one.transfers().lend(HOT, 4, LEAST));
      }
    }
    return null;
  }

  private static void tryTo(Runnable work) {
    try {
      work.run();
    } catch (DeductionUnavailableException e) {
      assertThat(e).hasMessageContaining("has gone away");
    }
  }

  private void decideAll(
      ExecutorService threads, List<DeductionEngine> engines, List<OrderEvent> events)
      throws Exception {
    AtomicInteger next = new AtomicInteger();
    List<Callable<Void>> work = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      DeductionEngine engine = engines.get(writer % engines.size());
      work.add(
          () -> {
            for (int at = next.getAndAdd(BATCH); at < events.size(); at = next.getAndAdd(BATCH)) {
              decide(engine, events.subList(at, Math.min(at + BATCH, events.size())));
            }
            return null;
          });
    }
    for (Future<Void> done : threads.invokeAll(work, 2, TimeUnit.MINUTES)) {
      done.get();
    }
  }

  /** A batch comes again until it is decided. */
  private void decide(DeductionEngine engine, List<OrderEvent> batch) {
    while (true) {
      try {
        List<StockResult> results = engine.decide(batch).results();
        for (int i = 0; i < batch.size(); i++) {
          answers.put(batch.get(i).operation(), results.get(i));
          if (results.get(i) instanceof DeductionRejected && rejected.compareAndSet(false, true)) {
            assertThat(sold()).as("sold before anybody is rejected").isEqualTo(units);
          }
        }
        progress.release();
        return;
      } catch (DeductionUnavailableException e) {
        assertThat(e.getMessage())
            .matches("(?s).*(has gone away|Stored in some shards only|again and again).*");
      }
    }
  }

  private long sold() {
    return shards.sum(
        "SELECT COALESCE(-SUM(delta), 0) FROM movement"
            + " WHERE kind = 'D' AND SUBSTRING_INDEX(sku_id, '~', 1) = '"
            + HOT
            + "'");
  }

  /** One in ten is a cart. */
  private static List<OrderEvent> orders(int from, int to) {
    List<OrderEvent> orders = new ArrayList<>();
    for (int number = from; number < to; number++) {
      OrderLine line = new OrderLine(HOT, 1);
      orders.add(
          new OrderCreated(
              "o-" + number,
              CREATED,
              number % 10 == 0 ? List.of(new OrderLine(PLENTY, 1), line) : List.of(line)));
    }
    return orders;
  }

  /** Returns a return of the unit, another one, and a cancellation, for some of the orders. */
  private List<OrderEvent> takenBack() {
    List<OrderEvent> events = new ArrayList<>();
    for (OrderEvent event : orders(0, TAKEN_BACK)) {
      OrderCreated order = (OrderCreated) event;
      List<OrderLine> unit = List.of(new OrderLine(HOT, 1));
      events.add(new StockReturned("r1", order.ref(), unit));
      events.add(new StockReturned("r2", order.ref(), unit));
      events.add(new OrderCancelled(order.ref()));
    }
    return events;
  }

  private long soldOf(int from, int to) {
    return orders(from, to).stream()
        .filter(order -> answers.get(order.operation()) instanceof DeductionConfirmed)
        .count();
  }

  private void requireTheBooksToBalance(int orders) throws InterruptedException {
    long back =
        answers.values().stream()
            .filter(ReturnAccepted.class::isInstance)
            .flatMap(answer -> answer.moves().stream())
            .filter(line -> line.sku().equals(HOT))
            .mapToLong(line -> line.quantity())
            .sum();
    assertThat(back).isEqualTo(soldOf(0, TAKEN_BACK));
    assertThat(soldOf(0, orders)).as("all that came back is sold").isEqualTo(units + back);
    assertThat(sold()).isEqualTo(units + back);

    HotRows off = new HotRows(shards.databases(), 1, 1, Clock.systemUTC());
    off.keep(new HotSkuTable(shards.jdbc(0)));
    assertThat(shards.sum("SELECT COUNT(*) FROM stock WHERE lent > 0")).isZero();
    assertThat(shards.sum("SELECT COALESCE(SUM(delta), 0) FROM movement WHERE kind = 'M'"))
        .isZero();
    assertThat(shards.sum("SELECT COUNT(*) FROM movement WHERE kind = 'M'"))
        .as("halves of transfers")
        .isGreaterThan(50);
    assertThat(shards.stock().get(HOT).available()).isZero();
    assertThat(shards.audit().violations()).isEmpty();
  }

  private static StockAdjusted stocked(String sku, int units) {
    return new StockAdjusted("load-" + sku, CREATED, sku, units, AdjustmentKind.INITIAL);
  }
}
