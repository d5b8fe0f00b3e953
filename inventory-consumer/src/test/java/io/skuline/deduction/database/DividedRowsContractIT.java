package io.skuline.deduction.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.History;
import io.skuline.deduction.HistoryGenerator;
import io.skuline.deduction.ReferenceModel;
import io.skuline.deduction.SettableClock;
import io.skuline.deduction.database.FaultyDatabase.Fate;
import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.OperationId;
import io.skuline.event.OrderEvent;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.SkuBuckets;
import io.skuline.event.StockLevel;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.store.HotSkuTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * The model's answers, whatever is divided over rows in two databases, whenever it is divided and
 * collected, and whoever dies while doing so. What depends on the row is left out: which it was,
 * what it had left, its number.
 */
class DividedRowsContractIT {

  private static final int TRIES = 20;
  private static final int ROWS = 4;

  /** What is longer begins with hundreds of events that only fill the stock. */
  private static final int LONGEST = 200;

  private static final List<String> HOT = List.of("A", "B", "C");

  private static FaultyShards shards;
  private static HotSkuTable table;
  private static int sawBuckets;

  @BeforeContainer
  static void open() {
    shards = new FaultyShards("divided_contract");
    table = new HotSkuTable(shards.jdbc(0));
    HOT.forEach(sku -> table.add(sku, Instant.EPOCH, null, 1));
  }

  @AfterContainer
  static void close() {
    shards.close();
    assertThat(sawBuckets).as("lines that other rows sold").isPositive();
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void theAnswersDoNotDependOnRows(
      @ForAll(supplier = HistoryGenerator.class) History history, @ForAll int seed)
      throws InterruptedException {
    shards.clear();
    SettableClock clock = new SettableClock(HistoryGenerator.NOW);
    SettableClock pace = new SettableClock(HistoryGenerator.NOW);
    HotRows rows = new HotRows(shards.databases(), ROWS, 1, pace);
    DeductionEngine engine =
        new DatabaseDeductionEngine(shards.databases(), PreCheck.NONE, rows, clock);
    ReferenceModel model = new ReferenceModel(clock);
    Random random = new Random(seed);
    Map<OperationId, StockResult> answers = new HashMap<>();
    for (List<OrderEvent> batch : pieces(history.all(), random)) {
      clock.set(clock.instant().plusNanos(1_700_001));
      pace.set(pace.instant().plusSeconds(2));
      shards.fates(shard -> fate(random));
      moveUnits(rows, random);
      shards.fates(shard -> Fate.DONE);
      List<StockResult> results = engine.decide(batch).results();
      for (int i = 0; i < batch.size(); i++) {
        OrderEvent event = batch.get(i);
        StockResult expected = model.decide(List.of(event)).results().get(0);
        assertThat(plain(results.get(i))).as("the answer to %s", event).isEqualTo(plain(expected));
        answers.putIfAbsent(event.operation(), results.get(i));
        sawBuckets += (int) results.get(i).moves().stream().filter(m -> m.bucket() > 0).count();
      }
    }
    for (OrderEvent event : history.all()) {
      assertThat(engine.decide(List.of(event)).results())
          .containsExactly(answers.get(event.operation()));
    }
    HOT.forEach(rows.transfers()::collect); // units may be on their way
    assertThat(units(shards.stock())).isEqualTo(units(model.stock()));
    assertThat(shards.audit().violations()).isEmpty();
  }

  /** Cuts a history into small batches, which find enough in one row more often. */
  private static List<List<OrderEvent>> pieces(List<OrderEvent> events, Random random) {
    List<List<OrderEvent>> pieces = new ArrayList<>();
    int from = 0;
    while (from < events.size()) {
      int most = events.size() - from > LONGEST ? DeductionEngine.MAX_EVENTS : 8;
      int to = Math.min(events.size(), from + 1 + random.nextInt(most));
      pieces.add(events.subList(from, to));
      from = to;
    }
    return pieces;
  }

  /** Four of five commits are done, and heard of. */
  private static Fate fate(Random random) {
    Fate[] all = Fate.values();
    return all[Math.max(0, random.nextInt(10) - 7)];
  }

  /** Divides, evens out or collects; whoever does it may die on the way. */
  private static void moveUnits(HotRows rows, Random random) {
    switch (random.nextInt(6)) {
      case 0 -> {
        try {
          rows.transfers().collect(HOT.get(random.nextInt(HOT.size())));
        } catch (DeductionUnavailableException e) {
          assertThat(e).hasMessageContaining("has gone away");
        }
      }
      case 1 -> {}
      default -> rows.keep(table);
    }
  }

  /** Leaves out what depends on the row. */
  private static StockResult plain(StockResult result) {
    if (result instanceof DeductionConfirmed sold) {
      return new DeductionConfirmed(sold.orderId(), sold.decidedAt(), plain(sold.lines()));
    }
    if (result instanceof ReturnAccepted back && !back.lines().isEmpty()) {
      return new ReturnAccepted(
          back.returnId(), back.orderId(), back.decidedAt(), plain(back.lines()));
    }
    return result instanceof AdjustmentAccepted adjusted
        ? new AdjustmentAccepted(
            adjusted.adjustmentId(),
            adjusted.decidedAt(),
            adjusted.kind(),
            plain(List.of(adjusted.line())).get(0))
        : result;
  }

  private static List<StockMove> plain(List<StockMove> lines) {
    List<StockMove> plain = new ArrayList<>();
    lines.forEach(line -> plain.add(new StockMove(line.sku(), line.quantity(), 0, 1)));
    return plain;
  }

  private static Map<String, Long> units(Map<String, StockLevel> levels) {
    Map<String, Long> units = new HashMap<>();
    levels.forEach(
        (row, level) -> units.merge(SkuBuckets.skuOf(row), level.available(), Long::sum));
    return units;
  }
}
