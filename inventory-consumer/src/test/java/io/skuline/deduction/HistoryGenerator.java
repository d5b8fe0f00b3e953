package io.skuline.deduction;

import io.skuline.event.AdjustmentKind;
import io.skuline.event.Limits;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.OrderRef;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockReturned;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Generates histories with few SKUs, few orders and small stocks, so that events meet, and with
 * every limit of {@link Limits} now and then.
 */
public final class HistoryGenerator implements ArbitrarySupplier<History> {

  /**
   * The beginning of histories: the start of the test run. Orders are at most hours older, so that
   * an engine that forgets by age forgets none of them.
   */
  @SuppressWarnings("TimeInStaticInitializer")
  public static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  private static final String LONGEST = "x".repeat(Limits.MAX_ID_LENGTH);

  /** A number beyond 2^53, which would lose its last digit as a number. */
  private static final String BEYOND_DOUBLES = "9007199254740993";

  private static final int MOST_EVENTS = 80;
  private static final int MOST_REPEAT_DISTANCE = 12;

  @Override
  public Arbitrary<History> get() {
    return Combinators.combine(
            stockToBeginWith(), events(), batchSizes(), Arbitraries.integers().between(0, 999))
        .as(History::new);
  }

  private Arbitrary<List<OrderEvent>> events() {
    // Now and then an event is replaced by an exact copy of an earlier one.
    Arbitrary<Integer> copyOf =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.just(0)),
            Tuple.of(1, Arbitraries.integers().between(1, MOST_REPEAT_DISTANCE)));
    return Combinators.combine(event(), copyOf)
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(MOST_EVENTS)
        .map(HistoryGenerator::play);
  }

  private Arbitrary<List<OrderEvent>> stockToBeginWith() {
    return Arbitraries.frequency(
        Tuple.of(6, List.of()),
        Tuple.of(6, opening(1)),
        Tuple.of(20, opening(6)),
        Tuple.of(30, opening(60)),
        Tuple.of(6, opening(Limits.MAX_QUANTITY)),
        Tuple.of(1, filling(999)),
        Tuple.of(1, filling(1000)));
  }

  private record Step(OrderEvent event, int copyOf) {}

  private static List<OrderEvent> play(List<Step> steps) {
    List<OrderEvent> events = new ArrayList<>();
    for (Step step : steps) {
      int earlier = events.size() - step.copyOf();
      boolean copies = step.copyOf() > 0 && earlier >= 0;
      events.add(copies ? events.get(earlier) : step.event());
    }
    return events;
  }

  /** Returns some stock of the first SKUs, so that orders have something to share. */
  private static List<OrderEvent> opening(int units) {
    return List.of("A", "B", "C").stream()
        .<OrderEvent>map(
            sku -> new StockAdjusted("open-" + sku, NOW, sku, units, AdjustmentKind.INITIAL))
        .toList();
  }

  /** Returns events that fill SKU A up to its upper limit, or to one step before it. */
  static List<OrderEvent> filling(int times) {
    return IntStream.range(0, times)
        .<OrderEvent>mapToObj(
            i ->
                new StockAdjusted(
                    "fill-" + i, NOW, "A", Limits.MAX_ADJUSTMENT, AdjustmentKind.REPLENISHMENT))
        .toList();
  }

  private Arbitrary<OrderEvent> event() {
    return Arbitraries.frequencyOf(
        Tuple.of(12, Combinators.combine(orderId(), createdAt(), lines()).as(OrderCreated::new)),
        Tuple.of(2, ref().map(OrderCancelled::new)),
        Tuple.of(10, Combinators.combine(returnId(), ref(), lines()).as(StockReturned::new)),
        Tuple.of(5, adjustment()));
  }

  /** Returns any time, because shops publish an order again with the time at which they do so. */
  private Arbitrary<Instant> createdAt() {
    return Arbitraries.integers().between(0, 3 * 3600).map(NOW::minusSeconds);
  }

  private Arbitrary<OrderRef> ref() {
    return Combinators.combine(orderId(), createdAt(), sku()).as(OrderRef::new);
  }

  private Arbitrary<OrderEvent> adjustment() {
    Arbitrary<AdjustmentKind> kind = Arbitraries.of(AdjustmentKind.class);
    return Combinators.combine(adjustmentId(), createdAt(), sku(), kind, delta())
        .as(
            (id, at, sku, anyKind, delta) -> {
              AdjustmentKind fitting = delta < 0 ? AdjustmentKind.CORRECTION : anyKind;
              return new StockAdjusted(id, at, sku, delta, fitting);
            });
  }

  private Arbitrary<String> sku() {
    return Arbitraries.frequency(
        Tuple.of(8, "A"),
        Tuple.of(6, "B"),
        Tuple.of(4, "C"),
        Tuple.of(1, LONGEST),
        Tuple.of(1, BEYOND_DOUBLES));
  }

  private Arbitrary<String> orderId() {
    return Arbitraries.frequencyOf(
        Tuple.of(12, Arbitraries.integers().between(0, 11).map(i -> "o" + i)),
        Tuple.of(1, Arbitraries.of("O1", LONGEST, BEYOND_DOUBLES, "9007199254740992", "a1")));
  }

  private Arbitrary<String> returnId() {
    return Arbitraries.of("r1", "r2", "r3", "r4", "R1", "o1", LONGEST);
  }

  /** Overlaps with the order ids: an order and an adjustment with one id are two events. */
  private Arbitrary<String> adjustmentId() {
    return Arbitraries.frequencyOf(
        Tuple.of(9, Arbitraries.integers().between(0, 20).map(i -> "a" + i)),
        Tuple.of(1, Arbitraries.of("o1", "o2", LONGEST)));
  }

  private Arbitrary<Integer> quantity() {
    return Arbitraries.frequencyOf(
        Tuple.of(40, Arbitraries.integers().between(1, 3)),
        Tuple.of(6, Arbitraries.integers().between(1, 20)),
        Tuple.of(1, Arbitraries.of(Limits.MAX_QUANTITY, Limits.MAX_QUANTITY - 1)));
  }

  private Arbitrary<Integer> delta() {
    return Arbitraries.frequencyOf(
        Tuple.of(6, Arbitraries.integers().between(1, 6)),
        Tuple.of(3, Arbitraries.integers().between(-6, -1)),
        Tuple.of(1, Arbitraries.of(Limits.MAX_QUANTITY, -Limits.MAX_QUANTITY)),
        Tuple.of(1, Arbitraries.of(Limits.MAX_ADJUSTMENT, -Limits.MAX_ADJUSTMENT)));
  }

  private Arbitrary<List<OrderLine>> lines() {
    Arbitrary<OrderLine> line = Combinators.combine(sku(), quantity()).as(OrderLine::new);
    Arbitrary<Integer> fewOrMany =
        Arbitraries.frequencyOf(
            Tuple.of(60, Arbitraries.integers().between(1, 3)),
            Tuple.of(1, Arbitraries.just(Limits.MAX_LINES)));
    return fewOrMany.flatMap(size -> line.list().ofSize(size));
  }

  private Arbitrary<List<Integer>> batchSizes() {
    Arbitrary<Integer> size =
        Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.just(1)),
            Tuple.of(3, Arbitraries.integers().between(1, 16)),
            Tuple.of(2, Arbitraries.integers().between(1, DeductionEngine.MAX_EVENTS)),
            Tuple.of(1, Arbitraries.just(DeductionEngine.MAX_EVENTS)));
    return size.list().ofMinSize(1).ofMaxSize(6);
  }
}
