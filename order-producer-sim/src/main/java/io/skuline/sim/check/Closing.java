package io.skuline.sim.check;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.event.StockReturned;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One pass over the books: per event first, then per SKU. */
final class Closing {

  private final Violations violations = new Violations();
  private final Map<String, SkuHistory> histories = new TreeMap<>();
  private long orders;
  private long confirmed;
  private long rejected;
  private long unanswered;
  private long copies;
  private long unitsSold;

  void add(Identity identity, Entry entry) {
    StockResult answer = entry.answer();
    copies += entry.copies();
    if (entry.event() instanceof OrderCreated) {
      orders++;
    }
    if (answer == null) {
      unanswered++;
      violations.add(Violation.Rule.ANSWERED, identity.toString(), "no answer came");
      skus(entry.event()).forEach(sku -> history(sku).markUncertain());
      return;
    }
    if (entry.otherAnswer() != null) {
      violations.add(
          Violation.Rule.ONE_ANSWER,
          identity.toString(),
          "first %s, then %s".formatted(answer, entry.otherAnswer()));
    }
    Answers.problem(entry.event(), answer)
        .ifPresent(
            problem -> violations.add(Violation.Rule.ALL_OR_NOTHING, identity.toString(), problem));
    count(entry.event(), answer);
  }

  void addUnasked(Identity identity, StockResult result) {
    violations.add(Violation.Rule.ASKED, identity.toString(), "never published, yet " + result);
    move(result);
  }

  private void count(OrderEvent event, StockResult answer) {
    if (event instanceof OrderCreated) {
      if (answer instanceof DeductionConfirmed sold) {
        confirmed++;
        unitsSold += sold.lines().stream().mapToLong(StockMove::quantity).sum();
      } else {
        rejected++;
      }
    }
    skus(event).forEach(this::history);
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

  /** The SKUs that an event may move, as far as it names them. */
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
        unitsSold,
        oversold,
        violations.counts(),
        violations.kept());
  }
}
