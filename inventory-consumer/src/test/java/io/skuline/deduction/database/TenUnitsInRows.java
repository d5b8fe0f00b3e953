package io.skuline.deduction.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.SettableClock;
import io.skuline.deduction.database.FaultyDatabase.Fate;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.SkuBuckets;
import io.skuline.event.SpreadGroups;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockLevel;
import io.skuline.event.StockResult;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import io.skuline.store.HotSkuTable;
import io.skuline.store.shard.ShardIds;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Ten units of a SKU that may lie in four rows, of which one is in another database than the
 * others.
 */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TenUnitsInRows {

  static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");
  static final int ROWS = 4;
  static final int UNITS = 10;

  /** Its own row is in the first database. */
  static final String HOT = ShardIds.idIn(FaultyShards.LAYOUT, 0, "hot-");

  FaultyShards shards;

  final SettableClock clock = new SettableClock(NOW);
  HotRows rows;
  DatabaseDeductionEngine engine;
  private int orders;

  @BeforeAll
  void open(Stack stack) {
    shards = new FaultyShards(getClass().getSimpleName().toLowerCase(Locale.ROOT));
    new HotSkuTable(shards.jdbc(0)).add(HOT, Instant.EPOCH, null, 1);
  }

  @AfterAll
  void close() {
    shards.close();
  }

  @BeforeEach
  void stock() {
    shards.fates(shard -> Fate.DONE);
    shards.clear();
    shards.jdbc(0).update("DELETE FROM quarantine");
    shards.jdbc(1).update("DELETE FROM quarantine");
    rows = new HotRows(shards.databases(), ROWS, 1, clock);
    engine = new DatabaseDeductionEngine(shards.databases(), PreCheck.NONE, rows, clock);
    keepHot();
    decide(new StockAdjusted("load", NOW, HOT, UNITS, AdjustmentKind.INITIAL));
    assertThat(bucketsIn(0)).isPositive().isLessThan(ROWS - 1L);
  }

  @AfterEach
  void everythingAddsUp() throws InterruptedException {
    shards.fates(shard -> Fate.DONE);
    assertThat(shards.audit().violations()).isEmpty();
  }

  long lend() {
    return rows.transfers().lend(HOT, ROWS, 1);
  }

  void keepHot() {
    rows.keep(new HotSkuTable(shards.jdbc(0)));
  }

  /** Every unit is sold to one order each, and only then somebody is rejected. */
  void requireToSellOut() {
    for (int sold = 0; sold < UNITS; sold++) {
      assertThat(decide(order(sold % ROWS, 1))).isInstanceOf(DeductionConfirmed.class);
    }
    assertThat(decide(order(1, 1))).isInstanceOf(DeductionRejected.class);
    assertThat(units()).containsExactly(0L, 0L, 0L, 0L);
    assertThat(lent()).isZero();
    requireHalvesToMatch();
  }

  void requireHalvesToMatch() {
    assertThat(shards.sum("SELECT COALESCE(SUM(delta), 0) FROM movement WHERE kind = 'M'"))
        .isZero();
    assertThat(shards.sum("SELECT COUNT(*) FROM movement WHERE kind = 'M' AND line_no = 0"))
        .isEqualTo(shards.sum("SELECT COUNT(*) FROM movement WHERE kind = 'M' AND line_no = 1"));
  }

  void dieAt(int commit, Fate fate, Runnable transfer) {
    AtomicInteger commits = new AtomicInteger();
    shards.fates(shard -> commits.incrementAndGet() == commit ? fate : Fate.DONE);
    assertThatExceptionOfType(DeductionUnavailableException.class).isThrownBy(transfer::run);
    shards.fates(shard -> Fate.DONE);
  }

  StockResult decide(OrderEvent event) {
    return engine.decide(List.of(event)).results().get(0);
  }

  /** Returns a new order that chooses this row. */
  OrderCreated order(int row, int units) {
    orders++;
    while (SpreadGroups.number("o-" + orders) % ROWS != row) {
      orders++;
    }
    return new OrderCreated("o-" + orders, NOW, List.of(new OrderLine(HOT, units)));
  }

  void quarantine(String stockId) {
    shards
        .jdbc(FaultyShards.LAYOUT.shardOf(stockId))
        .update(
            "INSERT INTO quarantine (sku_id, open_sku, kind, why, found_at)"
                + " VALUES (?, ?, 'ROW', 'by hand', 0)",
            stockId,
            stockId);
  }

  List<Long> units() {
    Map<String, StockLevel> stock = shards.stock();
    return RowTransfers.names(HOT, ROWS).stream()
        .map(row -> stock.getOrDefault(row, new StockLevel(0, 0)).available())
        .toList();
  }

  int lent() {
    return shards
        .jdbc(0)
        .queryForObject("SELECT lent FROM stock WHERE sku_id = ?", Integer.class, HOT);
  }

  long bucketsIn(int shard) {
    return RowTransfers.names(HOT, ROWS).subList(1, ROWS).stream()
        .filter(row -> FaultyShards.LAYOUT.shardOf(row) == shard)
        .count();
  }

  /** Returns the number of a row in this database. */
  int rowIn(int shard) {
    int row = 1;
    while (FaultyShards.LAYOUT.shardOf(SkuBuckets.id(HOT, row)) != shard) {
      row++;
    }
    return row;
  }
}
