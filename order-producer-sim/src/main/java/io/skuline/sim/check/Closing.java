package io.skuline.sim.check;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.ReturnRejected;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.event.StockReturned;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** One pass over the books: per event first, then per SKU. */
final class Closing {

  private final Function<String, Entry> orderOf;
  private final Stories stories;
  private final Violations violations = new Violations();
  private final Map<String, SkuHistory> histories = new TreeMap<>();
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
   * @param ours which keys belong to this run
   * @param orderOf finds the order of an id, or null
   */
  Closing(Predicate<String> ours, Function<String, Entry> orderOf) {
    this.orderOf = orderOf;
    stories = new Stories(ours);
  }

  void add(Identity identity, Entry entry) {
    StockResult answer = entry.answer();
    if (!(entry.event() instanceof StockAdjusted)) {
      stories.add(entry);
    }
    copies += entry.copies();
    if (entry.event() instanceof OrderCreated) {
      orders++;
    }
    if (answer == null) {
      unanswered++;
      violations.add(Violation.Rule.ANSWERED, identity.toString(), "no answer came");
      skus(entry).forEach(sku -> history(sku).markUncertain());
      return;
    }
    if (entry.otherAnswer() != null) {
      violations.add(
          Violation.Rule.ONE_ANSWER,
          identity.toString(),
          "first %s, then %s".formatted(answer, entry.otherAnswer()));
    }
    Answers.problem(entry)
        .ifPresent(
            problem -> violations.add(Violation.Rule.ALL_OR_NOTHING, identity.toString(), problem));
    count(entry, answer);
  }

  void addUnasked(Identity identity, StockResult result) {
    violations.add(Violation.Rule.ASKED, identity.toString(), "never published, yet " + result);
    move(result);
  }

  private void count(Entry entry, StockResult answer) {
    if (entry.event() instanceof OrderCreated) {
      if (answer instanceof DeductionConfirmed sold) {
        confirmed++;
        unitsSold += sold.lines().stream().mapToLong(StockMove::quantity).sum();
      } else {
        rejected++;
      }
    }
    if (answer instanceof ReturnRejected) {
      returnsRejected++;
    } else if (answer instanceof ReturnAccepted back) {
      cancelled += back.isCancellation() ? 1 : 0;
      returnsAccepted += back.isCancellation() ? 0 : 1;
      unitsReturned += back.lines().stream().mapToLong(StockMove::quantity).sum();
    }
    skus(entry).forEach(this::history);
    move(answer);
  }

  private void move(StockResult answer) {
    if (answer instanceof DeductionConfirmed sold) {
      sold.lines().forEach(line -> history(line.sku()).add(line, -1));
    } else if (answer instanceof ReturnAccepted returned) {
      returned.lines().forEach(line -> history(line.sku()).add(line, 1));
    } else if (answer instanceof AdjustmentAccepted adjusted) {
      history(adjusted.line().sku()).add(adjusted.line(), 1);
    }
  }

  /** The SKUs that may move, as far as anybody names them. */
  private Set<String> skus(Entry entry) {
    Set<String> skus = new TreeSet<>(skus(entry.event()));
    entry.others().forEach(other -> skus.addAll(skus(other)));
    if (entry.event() instanceof OrderCancelled cancellation) {
      Entry order = orderOf.apply(cancellation.key());
      skus.addAll(order == null ? Set.of() : skus(order));
    }
    return skus;
  }

  private static List<String> skus(OrderEvent event) {
    if (event instanceof OrderCreated order) {
      return order.lines().stream().map(OrderLine::sku).toList();
    }
    if (event instanceof StockReturned returned) {
      return returned.lines().stream().map(OrderLine::sku).toList();
    }
    return event instanceof StockAdjusted adjusted ? List.of(adjusted.sku()) : List.of();
  }

  private SkuHistory history(String sku) {
    return histories.computeIfAbsent(sku, SkuHistory::new);
  }

  Findings finish(Map<String, StockLevel> opening, Map<String, StockLevel> closing, long foreign) {
    stories.check(orderOf, violations);
    long oversold = 0;
    for (Map.Entry<String, SkuHistory> each : histories.entrySet()) {
      String sku = each.getKey();
      oversold +=
          each.getValue()
              .check(
                  opening.getOrDefault(sku, StockLevel.untouched(sku)),
                  closing.getOrDefault(sku, StockLevel.untouched(sku)),
                  violations);
    }
    return new Findings(
        new Findings.Counts(orders, confirmed, rejected, unanswered, copies, foreign),
        new Findings.Returns(cancelled, returnsAccepted, returnsRejected, unitsReturned),
        unitsSold,
        oversold,
        violations.counts(),
        violations.kept());
  }
}
