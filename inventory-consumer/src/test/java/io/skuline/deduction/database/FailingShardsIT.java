package io.skuline.deduction.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.History;
import io.skuline.deduction.HistoryBudget;
import io.skuline.deduction.HistoryGenerator;
import io.skuline.deduction.SettableClock;
import io.skuline.event.OperationId;
import io.skuline.event.OrderEvent;
import io.skuline.event.StockResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.lifecycle.PropagationMode;

/** Shards that fail to commit now and then, and batches that come again until they are decided. */
@AddLifecycleHook(value = HistoryBudget.class, propagateTo = PropagationMode.ALL_DESCENDANTS)
@PropertyDefaults(tries = Integer.MAX_VALUE)
class FailingShardsIT {

  private static final int ONE_IN = 4;

  /** The most failures of one batch, so that it comes to an end. */
  private static final int MOST_FAILURES = 6;

  private static FaultyShards shards;

  @BeforeContainer
  static void open() {
    shards = new FaultyShards("failing_shards");
  }

  @AfterContainer
  static void close() {
    shards.close();
  }

  @Property
  void everythingAddsUpAndEveryEventHasOneAnswer(
      @ForAll(supplier = HistoryGenerator.class) History history, @ForAll int seed)
      throws InterruptedException {
    shards.failing(shard -> false);
    shards.clear();
    SettableClock clock = new SettableClock(HistoryGenerator.NOW);
    DeductionEngine engine = new DatabaseDeductionEngine(shards.databases(), PreCheck.NONE, clock);
    Random random = new Random(seed);
    Map<OperationId, StockResult> answers = new HashMap<>();
    for (List<OrderEvent> batch : history.batches()) {
      AtomicInteger failures = new AtomicInteger(MOST_FAILURES);
      shards.failing(shard -> random.nextInt(ONE_IN) == 0 && failures.getAndDecrement() > 0);
      List<StockResult> results = decideAtLast(engine, batch, clock);
      for (int i = 0; i < batch.size(); i++) {
        StockResult before = answers.putIfAbsent(batch.get(i).operation(), results.get(i));
        if (before != null) {
          assertThat(results.get(i)).isEqualTo(before);
        }
      }
    }
    shards.failing(shard -> false);
    for (OrderEvent event : history.all()) {
      assertThat(engine.decide(List.of(event)).results())
          .containsExactly(answers.get(event.operation()));
    }
    assertThat(shards.audit().violations()).isEmpty();
  }

  private static List<StockResult> decideAtLast(
      DeductionEngine engine, List<OrderEvent> batch, SettableClock clock) {
    while (true) {
      clock.set(clock.instant().plusMillis(3));
      try {
        return engine.decide(batch).results();
      } catch (DeductionUnavailableException e) {
        assertThat(e).hasMessageContaining("has gone away");
      }
    }
  }
}
