package io.skuline.deduction;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.AdjustmentKind;
import io.skuline.event.Limits;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockLevel;
import io.skuline.event.StockResult;
import io.skuline.event.StockReturned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.PropagationMode;

/**
 * The contract of every engine: it gives the answers of the {@link ReferenceModel}, field by field,
 * and leaves the same stock behind. An engine's own test extends this class and says how to create
 * an engine.
 *
 * <p>On failure jqwik prints the seed and the smallest history it found. The number of histories is
 * a matter of time: see {@link HistoryBudget}.
 */
@AddLifecycleHook(value = HistoryBudget.class, propagateTo = PropagationMode.ALL_DESCENDANTS)
@PropertyDefaults(tries = Integer.MAX_VALUE)
public abstract class DeductionEngineContract {

  /** Returns an engine without any past. */
  protected abstract DeductionEngine engine(SettableClock clock);

  /** Returns the stock that the last created engine has left of every SKU that was ever stocked. */
  protected abstract Map<String, StockLevel> stock();

  /** Returns the history as far as this engine promises the model's answers. */
  protected History suited(History history) {
    return history;
  }

  @HistoryProperty
  void givesTheAnswersOfTheModelHoweverTheHistoryIsCut(
      @ForAll(supplier = HistoryGenerator.class) History any) {
    History history = suited(any);
    SettableClock clock = new SettableClock(HistoryGenerator.NOW);
    ReferenceModel model = new ReferenceModel(clock);
    DeductionEngine engine = engine(clock);
    List<StockResult> first = new ArrayList<>();

    for (List<OrderEvent> batch : history.batches()) {
      clock.set(clock.instant().plusNanos(1_700_001));
      List<StockResult> expected = oneByOne(model, batch);
      requireAnswers(engine, batch, expected);
      first.addAll(expected);
    }
    assertThat(stock()).isEqualTo(model.stock());

    clock.set(clock.instant().plusSeconds(60));
    askAgainInAnyOrder(history, first, engine);
    assertThat(stock()).isEqualTo(model.stock());
  }

  @Example
  void theLastUnitSells() {
    tryOut(
        adjustment("a", "A", 2, AdjustmentKind.INITIAL),
        order("o1", new OrderLine("A", 1), new OrderLine("A", 1)),
        order("o2", new OrderLine("A", 1)));
  }

  /**
   * Shops publish an order again with the time at which they do so, also days later. An engine
   * whose archive can be asked about old orders calls this in an example of its own.
   */
  protected final void requireThatAnOrderIsItsIdOnEveryDay() {
    OrderLine line = new OrderLine("A", 1);
    OrderCreated dayBefore =
        new OrderCreated("o", HistoryGenerator.NOW.minus(Duration.ofDays(1)), List.of(line));
    OrderCreated twoDaysBefore =
        new OrderCreated(
            "o", HistoryGenerator.NOW.minus(Duration.ofDays(2)), List.of(new OrderLine("A", 2)));
    tryOut(
        adjustment("a", "A", 3, AdjustmentKind.INITIAL),
        order("o", line),
        dayBefore,
        twoDaysBefore,
        new StockReturned("r", dayBefore.ref(), List.of(line)),
        new OrderCancelled(twoDaysBefore.ref()),
        order("o", line));
  }

  /** Without the reason it looks like any other cancellation. */
  @Example
  void aCancellationThatGivesNothingBackSaysWhy() {
    OrderCreated bought = order("bought", new OrderLine("A", 1));
    OrderCreated refused = order("refused", new OrderLine("A", 9));
    tryOut(
        adjustment("a", "A", 2, AdjustmentKind.INITIAL),
        bought,
        refused,
        new StockReturned("r", bought.ref(), bought.lines()),
        new OrderCancelled(bought.ref()),
        new OrderCancelled(refused.ref()),
        new OrderCancelled(order("unknown", new OrderLine("A", 1)).ref()),
        new OrderCancelled(bought.ref()));
  }

  /** The limit of adjustments does not apply to returns; stock above it can still be corrected. */
  @Example
  void stockAboveTheLimitCanBeTakenAway() {
    List<OrderEvent> events = new ArrayList<>(HistoryGenerator.filling(1000));
    OrderCreated order = order("o1", new OrderLine("A", 10));
    events.add(order);
    events.add(adjustment("full-again", "A", 10, AdjustmentKind.REPLENISHMENT));
    events.add(new OrderCancelled(order.ref()));
    events.add(adjustment("one-more", "A", 1, AdjustmentKind.CORRECTION));
    events.add(adjustment("one-less", "A", -1, AdjustmentKind.CORRECTION));
    tryOut(events.toArray(OrderEvent[]::new));
  }

  @Example
  void theLargestBatchOfTheLargestCarts() {
    List<OrderEvent> events = new ArrayList<>();
    List<OrderEvent> carts = new ArrayList<>();
    for (int cart = 0; cart < DeductionEngine.MAX_EVENTS; cart++) {
      List<OrderLine> lines = new ArrayList<>();
      for (int line = 0; line < Limits.MAX_LINES; line++) {
        // The first half of the carts share their SKUs; the others have 6,400 SKUs of their own.
        String sku = "sku-" + Math.max(0, cart - DeductionEngine.MAX_EVENTS / 2) + "-" + line;
        lines.add(new OrderLine(sku, 1));
        if (cart == 0 || cart > DeductionEngine.MAX_EVENTS / 2) {
          events.add(adjustment("first-" + sku, sku, 60, AdjustmentKind.INITIAL));
        }
      }
      carts.add(order("o" + cart, lines.toArray(OrderLine[]::new)));
    }
    // The batches of adjustments are full, so that the carts are one batch.
    while (events.size() % DeductionEngine.MAX_EVENTS != 0) {
      events.add(events.get(0));
    }
    events.addAll(carts);
    tryOut(events.toArray(OrderEvent[]::new));
  }

  private void tryOut(OrderEvent... events) {
    givesTheAnswersOfTheModelHoweverTheHistoryIsCut(
        new History(List.of(), List.of(events), List.of(DeductionEngine.MAX_EVENTS), 1));
  }

  private static OrderCreated order(String id, OrderLine... lines) {
    return new OrderCreated(id, HistoryGenerator.NOW, List.of(lines));
  }

  private static StockAdjusted adjustment(String id, String sku, int delta, AdjustmentKind kind) {
    return new StockAdjusted(id, HistoryGenerator.NOW, sku, delta, kind);
  }

  /** The model never sees a batch, so the cutting cannot matter to it. */
  private static List<StockResult> oneByOne(DeductionEngine model, List<OrderEvent> events) {
    return events.stream().map(event -> model.decide(List.of(event)).results().get(0)).toList();
  }

  private static void askAgainInAnyOrder(
      History history, List<StockResult> first, DeductionEngine engine) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, first.size()).boxed().toList());
    Collections.shuffle(order, new Random(history.shuffleSeed()));
    List<OrderEvent> all = history.all();
    for (int from = 0; from < order.size(); from += DeductionEngine.MAX_EVENTS) {
      List<Integer> some =
          order.subList(from, Math.min(order.size(), from + DeductionEngine.MAX_EVENTS));
      requireAnswers(
          engine, some.stream().map(all::get).toList(), some.stream().map(first::get).toList());
    }
  }

  private static void requireAnswers(
      DeductionEngine engine, List<OrderEvent> batch, List<StockResult> expected) {
    List<StockResult> answers = engine.decide(batch).results();
    assertThat(answers).hasSameSizeAs(batch);
    for (int i = 0; i < batch.size(); i++) {
      assertThat(answers.get(i)).as("the answer to %s", batch.get(i)).isEqualTo(expected.get(i));
    }
  }
}
