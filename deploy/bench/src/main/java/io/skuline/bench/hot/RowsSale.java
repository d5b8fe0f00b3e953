package io.skuline.bench.hot;

import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.database.DatabaseDeductionEngine;
import io.skuline.deduction.database.Databases;
import io.skuline.deduction.database.HotRows;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.SpreadGroups;
import io.skuline.event.StockAdjusted;
import io.skuline.store.HotSku;
import io.skuline.store.HotSkuTable;
import io.skuline.store.shard.SlotMap;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Sells one SKU after the other, each by all writers at once. */
final class RowsSale {

  private static final int PLENTY = 100_000_000;

  private final Databases databases;
  private final HotSkuTable table;
  private final int writers;
  private int turns;

  RowsSale(SlotMap layout, List<DataSource> each, int writers) {
    this.databases = new Databases(layout, each);
    this.table = new HotSkuTable(new JdbcTemplate(each.get(0)));
    this.writers = writers;
  }

  /**
   * Sells a new SKU for a while. Each writer has orders of one spread group, as if it read one
   * queue.
   *
   * @param rows over how many rows its units are divided
   * @param batch orders in one batch
   * @return orders a second
   */
  double turn(int rows, int batch, Duration time) {
    String sku = "sku-" + turns++;
    HotRows hotRows = new HotRows(databases, rows, 1, Clock.systemUTC());
    DeductionEngine engine = new DatabaseDeductionEngine(databases, hotRows, Clock.systemUTC());
    engine.decide(
        List.of(
            new StockAdjusted("load-" + sku, Instant.now(), sku, PLENTY, AdjustmentKind.INITIAL)));
    HotSku interval = table.add(sku, Instant.EPOCH, null, 1);
    hotRows.keep(table);
    LongAdder sold = new LongAdder();
    long start = System.nanoTime();
    sell(
        writer -> {
          OrdersOfGroup orders = new OrdersOfGroup(sku, writer);
          while (System.nanoTime() - start < time.toNanos()) {
            engine.decide(orders.next(batch));
            sold.add(batch);
          }
        });
    double seconds = (System.nanoTime() - start) / 1e9;
    table.setEnd(interval.until(Instant.EPOCH));
    requireSold(sku, sold.sum());
    return sold.sum() / seconds;
  }

  private void sell(IntConsumer writing) {
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    try {
      CompletableFuture.allOf(
              IntStream.range(0, writers)
                  .mapToObj(
                      writer -> CompletableFuture.runAsync(() -> writing.accept(writer), threads))
                  .toArray(CompletableFuture[]::new))
          .join();
    } finally {
      threads.shutdownNow();
    }
  }

  /** New orders of one spread group. */
  private static final class OrdersOfGroup {

    private final String stem;
    private final int group;
    private final List<OrderLine> lines;
    private final Instant created = Instant.now();
    private int number;

    OrdersOfGroup(String sku, int writer) {
      this.stem = sku + "-" + writer + "-";
      this.group = writer % SpreadGroups.COUNT;
      this.lines = List.of(new OrderLine(sku, 1));
    }

    List<OrderEvent> next(int count) {
      List<OrderEvent> orders = new ArrayList<>(count);
      while (orders.size() < count) {
        String id = stem + number++;
        if (SpreadGroups.number(id) == group) {
          orders.add(new OrderCreated(id, created, lines));
        }
      }
      return orders;
    }
  }

  /**
   * Checks that exactly this many units are gone.
   *
   * @throws IllegalStateException if not: a fast wrong answer is no result
   */
  private void requireSold(String sku, long units) {
    long sold = 0;
    for (DataSource each : databases.each()) {
      Long here =
          new JdbcTemplate(each)
              .queryForObject(
                  "SELECT COALESCE(-SUM(delta), 0) FROM movement WHERE kind = 'D'"
                      + " AND sku_id IN (SELECT sku_id FROM stock"
                      + " WHERE sku_id = ? OR sku_id LIKE CONCAT(?, '~%'))",
                  Long.class, sku, sku);
      sold += here == null ? 0 : here;
    }
    if (sold != units) {
      throw new IllegalStateException(sold + " units are sold, not " + units);
    }
  }
}
