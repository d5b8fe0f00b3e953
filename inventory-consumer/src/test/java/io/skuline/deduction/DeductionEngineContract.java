package io.skuline.deduction;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.OrderEvent;
import io.skuline.event.StockResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * What every engine must do: give the answers of the {@link ReferenceModel}, field by field, and
 * leave the same stock behind. An engine's own test extends this and says how to make an engine.
 *
 * <p>On failure jqwik prints the seed and the smallest history it found. The number of histories is
 * {@code jqwik.tries.default}, also as system property.
 */
public abstract class DeductionEngineContract {

  /** An engine without any past. */
  protected abstract DeductionEngine engine(SettableClock clock);

  /** What the last made engine has left of every SKU that was ever stocked. */
  protected abstract Map<String, StockLevel> stock();

  @Property
  void givesTheAnswersOfTheModelHoweverTheHistoryIsCut(
      @ForAll(supplier = HistoryGenerator.class) History history) {
    SettableClock clock = new SettableClock(HistoryGenerator.NOW);
    ReferenceModel model = new ReferenceModel(clock);
    DeductionEngine engine = engine(clock);
    List<StockResult> first = new ArrayList<>();

    for (List<OrderEvent> batch : history.batches()) {
      clock.set(clock.instant().plusNanos(1_700_001));
      List<StockResult> expected = oneByOne(model, batch);
      assertThat(engine.decide(batch).results()).isEqualTo(expected);
      first.addAll(expected);
    }
    assertThat(stock()).isEqualTo(model.stock());

    clock.set(clock.instant().plusSeconds(60));
    askAgainInAnyOrder(history, first, engine);
    assertThat(stock()).isEqualTo(model.stock());
  }

  /** The model never sees a batch: cutting cannot matter to it. */
  private static List<StockResult> oneByOne(DeductionEngine model, List<OrderEvent> events) {
    return events.stream().map(event -> model.decide(List.of(event)).results().get(0)).toList();
  }

  private static void askAgainInAnyOrder(
      History history, List<StockResult> first, DeductionEngine engine) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, first.size()).boxed().toList());
    Collections.shuffle(order, new Random(history.shuffleSeed()));
    for (int from = 0; from < order.size(); from += DeductionEngine.MAX_EVENTS) {
      List<Integer> some =
          order.subList(from, Math.min(order.size(), from + DeductionEngine.MAX_EVENTS));
      assertThat(engine.decide(some.stream().map(history.events()::get).toList()).results())
          .isEqualTo(some.stream().map(first::get).toList());
    }
  }
}
