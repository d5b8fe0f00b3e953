package io.skuline.deduction.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.ReferenceModel;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.OperationId;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockResult;
import io.skuline.event.StockReturned;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The worst case: two instances, many threads, few SKUs, every event several times, and no queue
 * that keeps the events of one order apart. The answers are still the only ones.
 */
class ConcurrentDecisionsIT {

  private static final int THREADS = 12;
  private static final int BATCHES_PER_THREAD = 25;
  private static final int BATCH_SIZE = 24;
  private static final int ORDERS = 400;
  private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

  private static TestDatabase one;
  private static TestDatabase other;

  private final Map<String, StockResult> answers = new ConcurrentHashMap<>();

  @BeforeAll
  static void open() {
    one = TestDatabase.create("deduction_race");
    other = TestDatabase.create("deduction_race");
  }

  @AfterAll
  static void close() {
    one.close();
    other.close();
  }

  @BeforeEach
  void clear() {
    one.clear();
  }

  @Test
  void everyEventHasOneAnswerAndNothingIsOversold() throws Exception {
    List<DeductionEngine> engines =
        List.of(
            new DatabaseDeductionEngine(
                Databases.single(one.dataSource()), PreCheck.NONE, Clock.systemUTC()),
            new DatabaseDeductionEngine(
                Databases.single(other.dataSource()), PreCheck.NONE, Clock.systemUTC()));
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Void>> work = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        Random random = new Random(thread);
        DeductionEngine engine = engines.get(thread % engines.size());
        work.add(() -> decideRandomBatches(engine, random));
      }
      for (Future<Void> done : threads.invokeAll(work, 3, TimeUnit.MINUTES)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }

    requireUnitsToAddUp();
    requireOrdersToHoldWhatIsTheirs();
    assertThat(answers.values()).hasAtLeastOneElementOfType(DeductionConfirmed.class);
  }

  private Void decideRandomBatches(DeductionEngine engine, Random random) {
    for (int i = 0; i < BATCHES_PER_THREAD; i++) {
      List<OrderEvent> batch = random.ints(BATCH_SIZE).mapToObj(n -> event(random)).toList();
      List<StockResult> results = engine.decide(batch).results();
      for (int at = 0; at < batch.size(); at++) {
        StockResult first =
            answers.putIfAbsent(ReferenceModel.identity(batch.get(at)), results.get(at));
        assertThat(first == null || first.equals(results.get(at)))
            .as("%s was also answered %s", first, results.get(at))
            .isTrue();
      }
    }
    return null;
  }

  private static OrderEvent event(Random random) {
    String orderId = "o" + random.nextInt(ORDERS);
    OrderCreated order = new OrderCreated(orderId, CREATED, lines(random, 4));
    return switch (random.nextInt(10)) {
      case 0 -> new OrderCancelled(order.ref());
      case 1, 2 -> new StockReturned("r" + random.nextInt(2), order.ref(), lines(random, 1));
      case 3 ->
          new StockAdjusted(
              "a" + random.nextInt(60), CREATED, sku(random), 5, AdjustmentKind.REPLENISHMENT);
      default -> order;
    };
  }

  /** The lines come in any order, and one order id does not always have the same lines. */
  private static List<OrderLine> lines(Random random, int most) {
    return random
        .ints(1 + random.nextInt(most))
        .mapToObj(n -> new OrderLine(sku(random), 1 + random.nextInt(2)))
        .toList();
  }

  private static String sku(Random random) {
    return "sku-" + random.nextInt(6);
  }

  private void requireUnitsToAddUp() {
    Map<String, long[]> folded = new HashMap<>();
    one.jdbc()
        .query(
            "SELECT sku_id, sequence, delta, available_after FROM movement"
                + " ORDER BY sku_id, sequence",
            row -> {
              long[] level = folded.computeIfAbsent(row.getString(1), sku -> new long[2]);
              level[0] += row.getLong(3);
              assertThat(row.getLong(2)).isEqualTo(++level[1]);
              assertThat(row.getLong(4)).isEqualTo(level[0]).isNotNegative();
            });
    one.jdbc()
        .query(
            "SELECT sku_id, available, last_sequence, movements FROM stock",
            row -> {
              long[] level = folded.remove(row.getString(1));
              assertThat(row.getLong(2)).isEqualTo(level[0]);
              assertThat(row.getLong(3)).isEqualTo(level[1]);
              assertThat(row.getLong(4)).isEqualTo(level[1]);
            });
    assertThat(folded).isEmpty();
  }

  private void requireOrdersToHoldWhatIsTheirs() {
    KnownAnswers all = new KnownAnswers();
    answers.values().forEach(all::add);
    for (StockResult answer : answers.values()) {
      if (answer instanceof DeductionConfirmed confirmed) {
        Map<String, Integer> held = all.heldBy(confirmed.orderId());
        assertThat(held.values()).allMatch(units -> units >= 0);
        if (all.get(OperationId.ofCancellation(confirmed.orderId())) != null) {
          assertThat(held.values()).containsOnly(0);
        }
      } else if (answer instanceof ReturnAccepted back && !back.lines().isEmpty()) {
        assertThat(all.get(OperationId.ofOrder(back.orderId())))
            .isInstanceOf(DeductionConfirmed.class);
      }
    }
  }
}
