package io.skuline.deduction;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.StockLevel;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.wire.CompactResultCodec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/**
 * The model itself keeps the invariants, judged from its answers alone, because others see nothing
 * else.
 */
class ModelInvariantsTest {

  private final SettableClock clock = new SettableClock(HistoryGenerator.NOW);

  @Property
  void unitsAddUpAndSequencesHaveNoGaps(
      @ForAll(supplier = HistoryGenerator.class) History history) {
    Map<String, StockLevel> folded = new HashMap<>();
    ReferenceModel model = new ReferenceModel(clock);
    for (StockResult answer : distinctAnswers(model, history)) {
      for (StockMove move : moves(answer)) {
        StockLevel before = folded.getOrDefault(move.sku(), new StockLevel(0, 0));
        assertThat(move.quantity()).isNotZero();
        assertThat(move.remaining())
            .as("remaining after %s", answer)
            .isNotNegative()
            .isEqualTo(before.available() + delta(answer, move));
        assertThat(move.sequence()).isEqualTo(before.sequence() + 1);
        folded.put(move.sku(), new StockLevel(move.remaining(), move.sequence()));
      }
    }
    assertThat(model.stock()).isEqualTo(folded);
  }

  @Property
  void aCartIsAllOrNothing(@ForAll(supplier = HistoryGenerator.class) History history) {
    ReferenceModel model = new ReferenceModel(clock);
    Set<String> seen = new HashSet<>();
    for (OrderEvent event : history.all()) {
      Map<String, StockLevel> before = model.stock();
      StockResult answer = decide(model, event);
      if (event instanceof OrderCreated order && seen.add(order.orderId())) {
        if (answer instanceof DeductionConfirmed confirmed) {
          assertThat(confirmed.lines().stream().collect(unitsBySku()))
              .isEqualTo(
                  order.lines().stream()
                      .collect(
                          Collectors.groupingBy(
                              OrderLine::sku, Collectors.summingLong(OrderLine::quantity))));
        } else {
          assertThat(model.stock()).isEqualTo(before);
        }
      }
    }
  }

  @Property
  void neverMoreComesBackThanWasDeducted(
      @ForAll(supplier = HistoryGenerator.class) History history) {
    Map<String, Map<String, Long>> held = new HashMap<>();
    for (StockResult answer : distinctAnswers(new ReferenceModel(clock), history)) {
      if (answer instanceof DeductionConfirmed confirmed) {
        held.put(confirmed.orderId(), confirmed.lines().stream().collect(unitsBySku()));
      } else if (answer instanceof ReturnAccepted back) {
        for (StockMove move : back.lines()) {
          long left =
              held.get(back.orderId()).merge(move.sku(), -(long) move.quantity(), Long::sum);
          assertThat(left).isNotNegative();
        }
        if (back.isCancellation() && held.containsKey(back.orderId())) {
          assertThat(held.get(back.orderId()).values()).containsOnly(0L);
        }
      }
    }
  }

  @Property
  void aCancelledOrderIsNeverConfirmedAfterwards(
      @ForAll(supplier = HistoryGenerator.class) History history) {
    ReferenceModel model = new ReferenceModel(clock);
    Set<String> created = new HashSet<>();
    Set<String> cancelledBefore = new HashSet<>();
    for (OrderEvent event : history.all()) {
      StockResult answer = decide(model, event);
      if (event instanceof OrderCancelled cancelled && !created.contains(event.key())) {
        cancelledBefore.add(cancelled.order().orderId());
      }
      if (event instanceof OrderCreated order && created.add(order.orderId())) {
        boolean rejected =
            answer instanceof DeductionRejected rejection
                && rejection.reason() == DeductionRejected.Reason.CANCELLED;
        assertThat(rejected).isEqualTo(cancelledBefore.contains(order.orderId()));
      }
    }
  }

  @Property
  void cuttingIntoBatchesDoesNotMatter(@ForAll(supplier = HistoryGenerator.class) History history) {
    ReferenceModel cut = new ReferenceModel(clock);
    ReferenceModel single = new ReferenceModel(clock);
    for (List<OrderEvent> batch : history.batches()) {
      assertThat(cut.decide(batch).results())
          .isEqualTo(batch.stream().map(event -> decide(single, event)).toList());
    }
    assertThat(cut.stock()).isEqualTo(single.stock());
  }

  /** Otherwise the properties prove nothing. */
  @Property(tries = 2000)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void theHistoriesHaveEveryKindOfAnswer(
      @ForAll(supplier = HistoryGenerator.class) History history) {
    distinctAnswers(new ReferenceModel(clock), history)
        .forEach(answer -> Statistics.collect(kind(answer)));
    Statistics.coverage(
        seen -> KINDS.forEach(kind -> seen.check(kind).count((count, all) -> count > 0)));
  }

  private static final List<String> KINDS =
      Stream.of(
              Stream.of("C", "A", "A empty"),
              Stream.of("O", "U", "C").map("R "::concat),
              Stream.of("U", "R", "E").map("N "::concat),
              Stream.of("I", "P", "C").map("S "::concat),
              Stream.of("U", "A", "B", "L").map("T "::concat))
          .flatMap(codes -> codes)
          .toList();

  private static String kind(StockResult answer) {
    String[] part = CompactResultCodec.encode(answer).split("\\|", -1);
    return switch (part[0]) {
      case "C" -> "C";
      case "A" -> part[2].isEmpty() ? "A empty" : "A";
      default -> part[0] + " " + part[2];
    };
  }

  private static StockResult decide(ReferenceModel model, OrderEvent event) {
    return model.decide(List.of(event)).results().get(0);
  }

  /** Returns one answer per event identity, and requires that every repeat gets the same one. */
  private static List<StockResult> distinctAnswers(ReferenceModel model, History history) {
    Map<String, StockResult> first = new HashMap<>();
    return history.all().stream()
        .filter(
            event -> {
              StockResult answer = decide(model, event);
              StockResult earlier = first.putIfAbsent(ReferenceModel.identity(event), answer);
              assertThat(earlier == null || earlier.equals(answer)).isTrue();
              return earlier == null;
            })
        .map(event -> first.get(ReferenceModel.identity(event)))
        .toList();
  }

  private static List<StockMove> moves(StockResult answer) {
    if (answer instanceof DeductionConfirmed confirmed) {
      return confirmed.lines();
    }
    if (answer instanceof ReturnAccepted back) {
      return back.lines();
    }
    return answer instanceof AdjustmentAccepted adjusted ? List.of(adjusted.line()) : List.of();
  }

  private static long delta(StockResult answer, StockMove move) {
    return answer instanceof DeductionConfirmed ? -move.quantity() : move.quantity();
  }

  private static Collector<StockMove, ?, Map<String, Long>> unitsBySku() {
    return Collectors.groupingBy(StockMove::sku, Collectors.summingLong(StockMove::quantity));
  }
}
