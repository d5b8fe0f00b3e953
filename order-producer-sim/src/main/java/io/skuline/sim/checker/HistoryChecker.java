package io.skuline.sim.checker;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.Limits;
import io.skuline.event.OperationId;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderEvent;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.ReturnRejected;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.sim.admin.ReportedLevel;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Checks a recorded history in one pass: first each event, then each SKU. */
final class HistoryChecker {

  /**
   * The moments of an answer to an event that was never published. Its time is unknown, so nothing
   * certainly comes before or after it.
   */
  private static final long PUBLISHED_ANY_TIME = 0;

  private static final long ANSWERED_ANY_TIME = Long.MAX_VALUE;

  private final Premises premises;
  private final Function<String, RecordedEvent> orderOf;
  private final OrderHistories orderHistories;
  private final Violations violations = new Violations();
  private final Map<String, SkuHistory> histories = new TreeMap<>();
  private int unknownCancellations;
  private long orders;
  private long confirmed;
  private long rejected;
  private long unanswered;
  private long copies;
  private long unitsSold;
  private long cancelled;
  private long returnsAccepted;
  private long returnsRejected;
  private long unitsReturned;

  /**
   * @param orderOf finds the order of an id, or null
   */
  HistoryChecker(Premises premises, Function<String, RecordedEvent> orderOf) {
    this.premises = premises;
    this.orderOf = orderOf;
    orderHistories = new OrderHistories(premises);
  }

  void add(OperationId identity, RecordedEvent entry) {
    StockResult answer = entry.answer();
    if (identity.kind() != OperationId.Kind.ADJUSTMENT) {
      orderHistories.add(entry);
    }
    copies += entry.copies();
    if (identity.kind() == OperationId.Kind.ORDER) {
      orders++;
    }
    if (answer == null) {
      unanswered++;
      violations.add(Violation.Rule.ANSWERED, identity.toString(), "no answer came");
      mayHaveMoved(entry);
      return;
    }
    if (entry.otherAnswer() != null) {
      violations.add(
          Violation.Rule.ONE_ANSWER,
          identity.toString(),
          "first %s, then %s".formatted(answer, entry.otherAnswer()));
    }
    AnswerRules.problem(entry)
        .ifPresent(
            problem -> violations.add(Violation.Rule.ALL_OR_NOTHING, identity.toString(), problem));
    count(identity, entry, answer);
  }

  void addUnasked(OperationId identity, StockResult result) {
    violations.add(Violation.Rule.ASKED, identity.toString(), "never published, yet " + result);
    move(identity, result, PUBLISHED_ANY_TIME, ANSWERED_ANY_TIME);
  }

  /** Returns the first violations that have been found so far. */
  List<Violation> violations() {
    return violations.kept();
  }

  private void count(OperationId identity, RecordedEvent entry, StockResult answer) {
    long units = answer.moves().stream().mapToLong(StockMove::quantity).sum();
    if (identity.kind() == OperationId.Kind.ORDER) {
      if (answer instanceof DeductionConfirmed) {
        confirmed++;
        unitsSold += units;
      } else {
        rejected++;
      }
    }
    if (answer instanceof ReturnRejected) {
      returnsRejected++;
    } else if (answer instanceof ReturnAccepted back) {
      cancelled += back.isCancellation() ? 1 : 0;
      returnsAccepted += back.isCancellation() ? 0 : 1;
      unitsReturned += units;
    }
    if (identity.kind() != OperationId.Kind.CANCELLATION) {
      entry.contents().forEach(event -> AnswerRules.changes(event).keySet().forEach(this::history));
    }
    move(identity, answer, entry.number(), entry.answerNumber());
    if (!premises.mayBeOld(answer)) {
      Claims.of(identity, entry, (sku, claim) -> history(sku).add(claim));
    }
  }

  private void move(OperationId by, StockResult answer, long publishedAt, long answeredAt) {
    boolean mayBeOld = premises.mayBeOld(answer);
    int sign = by.kind() == OperationId.Kind.ORDER ? -1 : 1;
    for (StockMove move : answer.moves()) {
      history(move.sku()).add(Step.of(by, move, sign, mayBeOld, publishedAt, answeredAt));
    }
  }

  /** Notes that an event without an answer may have been decided all the same. */
  private void mayHaveMoved(RecordedEvent entry) {
    if (entry.event() instanceof OrderCancelled cancellation) {
      RecordedEvent order = orderOf.apply(cancellation.key());
      if (order == null) {
        unknownCancellations++;
      } else {
        held(order).forEach((sku, units) -> history(sku).mayHaveMoved(0, units));
      }
      return;
    }
    Map<String, Long> least = new TreeMap<>();
    Map<String, Long> most = new TreeMap<>();
    for (OrderEvent event : entry.contents()) {
      AnswerRules.changes(event)
          .forEach(
              (sku, delta) -> {
                least.merge(sku, Math.min(0, delta), Math::min);
                most.merge(sku, Math.max(0, delta), Math::max);
              });
    }
    least.forEach((sku, fall) -> history(sku).mayHaveMoved(fall, most.get(sku)));
  }

  /** Returns the most units that an order may hold. */
  private static Map<String, Long> held(RecordedEvent order) {
    Map<String, Long> held = new TreeMap<>();
    if (order.answer() != null) {
      order.answer().moves().forEach(move -> held.put(move.sku(), (long) move.quantity()));
    } else {
      order
          .contents()
          .forEach(
              event ->
                  AnswerRules.changes(event)
                      .forEach((sku, delta) -> held.merge(sku, -delta, Math::max)));
    }
    return held;
  }

  private SkuHistory history(String sku) {
    return histories.computeIfAbsent(sku, SkuHistory::new);
  }

  CheckResult finish(
      Map<String, ReportedLevel> opening, Map<String, ReportedLevel> closing, long foreign) {
    orderHistories.check(orderOf, violations);
    long oversold = 0;
    for (Map.Entry<String, SkuHistory> each : histories.entrySet()) {
      String sku = each.getKey();
      SkuHistory history = each.getValue();
      if (!opening.containsKey(sku)) {
        continue; // a SKU of an order that was not recorded
      }
      for (int i = 0; i < unknownCancellations; i++) {
        history.mayHaveMoved(0, Limits.MAX_AVAILABLE);
      }
      ReportedLevel end = closing.getOrDefault(sku, ReportedLevel.untouched(sku));
      oversold += history.check(opening.get(sku), end, premises.preCheck(), violations);
    }
    return new CheckResult(
        new CheckResult.Counts(orders, confirmed, rejected, unanswered, copies, foreign),
        new CheckResult.Returns(cancelled, returnsAccepted, returnsRejected, unitsReturned),
        unitsSold,
        oversold,
        violations.counts(),
        violations.kept());
  }
}
