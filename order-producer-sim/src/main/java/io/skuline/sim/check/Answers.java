package io.skuline.sim.check;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.AdjustmentRejected;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.Shortage;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.event.StockReturned;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether an answer is about what was asked. */
final class Answers {

  private Answers() {}

  /**
   * What is wrong with the answer, or empty. Of several contents it must be about the one that was
   * delivered first; if nobody knows which that is, about any.
   */
  static Optional<String> problem(Entry entry) {
    StockResult answer = entry.answer();
    Optional<String> problem = problem(entry.event(), answer);
    boolean aboutAnother =
        !entry.isFirstCertain()
            && entry.others().stream().anyMatch(other -> problem(other, answer).isEmpty());
    return aboutAnother ? Optional.empty() : problem;
  }

  private static Optional<String> problem(OrderEvent event, StockResult answer) {
    if (event instanceof OrderCreated order) {
      return ofOrder(order, answer);
    }
    if (event instanceof StockAdjusted adjusted) {
      return ofAdjustment(adjusted, answer);
    }
    if (event instanceof StockReturned returned && answer instanceof ReturnAccepted accepted) {
      return sameLines(returned.lines(), accepted.lines());
    }
    return Optional.empty();
  }

  private static Optional<String> ofOrder(OrderCreated order, StockResult answer) {
    if (answer instanceof DeductionConfirmed confirmed) {
      return sameLines(order.lines(), confirmed.lines());
    }
    DeductionRejected rejected = (DeductionRejected) answer;
    Map<String, Long> asked = sums(order.lines());
    boolean needsShortage = rejected.reason() != DeductionRejected.Reason.CANCELLED;
    if (needsShortage == rejected.shortages().isEmpty()) {
      return Optional.of(
          "rejected as %s with %d shortages"
              .formatted(rejected.reason(), rejected.shortages().size()));
    }
    return rejected.shortages().stream()
        .filter(shortage -> !isShort(shortage, asked))
        .findFirst()
        .map(wrong -> "asked for %s, rejected for %s".formatted(asked, wrong));
  }

  private static boolean isShort(Shortage shortage, Map<String, Long> asked) {
    Long wanted = asked.get(shortage.sku());
    return wanted != null
        && wanted == shortage.requested()
        && shortage.available() < shortage.requested();
  }

  private static Optional<String> ofAdjustment(StockAdjusted asked, StockResult answer) {
    String sku;
    long delta;
    if (answer instanceof AdjustmentAccepted accepted) {
      sku = accepted.line().sku();
      delta = accepted.line().quantity();
    } else {
      sku = ((AdjustmentRejected) answer).sku();
      delta = ((AdjustmentRejected) answer).delta();
    }
    return asked.sku().equals(sku) && asked.delta() == delta
        ? Optional.empty()
        : Optional.of(
            "asked for %+d of %s, answered %+d of %s"
                .formatted(asked.delta(), asked.sku(), delta, sku));
  }

  private static Optional<String> sameLines(List<OrderLine> lines, List<StockMove> moves) {
    Map<String, Long> asked = sums(lines);
    Map<String, Long> moved = new LinkedHashMap<>();
    for (StockMove move : moves) {
      moved.merge(move.sku(), (long) move.quantity(), Long::sum);
    }
    return asked.equals(moved) && moved.size() == moves.size()
        ? Optional.empty()
        : Optional.of("asked for %s, moved %s".formatted(asked, moves));
  }

  static Map<String, Long> sums(List<OrderLine> lines) {
    Map<String, Long> sums = new LinkedHashMap<>();
    for (OrderLine line : lines) {
      sums.merge(line.sku(), (long) line.quantity(), Long::sum);
    }
    return sums;
  }
}
