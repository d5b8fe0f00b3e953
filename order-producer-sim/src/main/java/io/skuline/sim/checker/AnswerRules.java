package io.skuline.sim.checker;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.AdjustmentRejected;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.Limits;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.ReturnRejected;
import io.skuline.event.Shortage;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.event.StockReturned;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks whether an answer fits its event and is possible at all. */
final class AnswerRules {

  private AnswerRules() {}

  /**
   * Returns what is wrong with the answer, or empty. If an id was published with several contents,
   * the answer must be about the one that was delivered first. If it is unknown which that is, the
   * answer may be about any of them.
   */
  static Optional<String> problem(RecordedEvent entry) {
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
    if (event instanceof OrderCancelled) {
      return answer instanceof ReturnRejected
          ? Optional.of("a cancellation cannot be rejected, yet " + answer)
          : Optional.empty();
    }
    return ofReturn((StockReturned) event, answer);
  }

  private static Optional<String> ofOrder(OrderCreated order, StockResult answer) {
    if (answer instanceof DeductionConfirmed confirmed) {
      return sameLines(order.lines(), confirmed.lines());
    }
    DeductionRejected rejected = (DeductionRejected) answer;
    return shortages(
        order.lines(),
        rejected.shortages(),
        rejected.reason(),
        rejected.reason() != DeductionRejected.Reason.CANCELLED);
  }

  private static Optional<String> ofReturn(StockReturned returned, StockResult answer) {
    if (answer instanceof ReturnAccepted accepted) {
      return sameLines(returned.lines(), accepted.lines());
    }
    ReturnRejected rejected = (ReturnRejected) answer;
    return shortages(
        returned.lines(),
        rejected.shortages(),
        rejected.reason(),
        rejected.reason() == ReturnRejected.Reason.EXCEEDS_DEDUCTED);
  }

  /**
   * Checks that each shortage is of another SKU that the event asked for, and that there is a
   * shortage if there must be one.
   */
  private static Optional<String> shortages(
      List<OrderLine> lines, List<Shortage> shortages, Enum<?> reason, boolean needed) {
    if (needed == shortages.isEmpty()) {
      return Optional.of("rejected as %s with %d shortages".formatted(reason, shortages.size()));
    }
    Map<String, Long> asked = sums(lines);
    if (shortages.stream().map(Shortage::sku).distinct().count() < shortages.size()) {
      return Optional.of("rejected for a SKU twice: %s".formatted(shortages));
    }
    return shortages.stream()
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
    if (answer instanceof AdjustmentAccepted accepted) {
      return ofAccepted(asked, accepted);
    }
    AdjustmentRejected rejected = (AdjustmentRejected) answer;
    if (!asked.sku().equals(rejected.sku()) || asked.delta() != rejected.delta()) {
      return Optional.of("asked for %s, rejected %s".formatted(asked, rejected));
    }
    return fits(asked, rejected)
        ? Optional.empty()
        : Optional.of(
            "%s of %+d rejected as %s, with %d available"
                .formatted(asked.kind(), asked.delta(), rejected.reason(), rejected.available()));
  }

  private static Optional<String> ofAccepted(StockAdjusted asked, AdjustmentAccepted accepted) {
    StockMove line = accepted.line();
    boolean same =
        asked.sku().equals(line.sku())
            && asked.delta() == line.quantity()
            && asked.kind() == accepted.kind();
    if (!same) {
      return Optional.of("asked for %s, accepted %s".formatted(asked, accepted));
    }
    if (asked.kind() == AdjustmentKind.INITIAL && line.sequence() != 1) {
      return Optional.of(
          "accepted as the first stock, yet as movement %d".formatted(line.sequence()));
    }
    return asked.delta() > 0 && line.remaining() > Limits.MAX_AVAILABLE
        ? Optional.of("accepted, yet %d are more than there can be".formatted(line.remaining()))
        : Optional.empty();
  }

  /**
   * Returns whether the adjustment can be rejected for that reason, if the SKU has as much as the
   * answer says.
   */
  private static boolean fits(StockAdjusted asked, AdjustmentRejected rejected) {
    long after = rejected.available() + asked.delta();
    return switch (rejected.reason()) {
      case UNKNOWN_SKU -> asked.delta() < 0 && rejected.available() == 0;
      case ALREADY_STOCKED -> asked.kind() == AdjustmentKind.INITIAL;
      case BELOW_ZERO -> asked.delta() < 0 && after < 0;
      case ABOVE_LIMIT -> asked.delta() > 0 && after > Limits.MAX_AVAILABLE;
    };
  }

  private static Optional<String> sameLines(List<OrderLine> lines, List<StockMove> moves) {
    List<Map.Entry<String, Long>> moved =
        moves.stream().map(move -> Map.entry(move.sku(), (long) move.quantity())).toList();
    return List.copyOf(sums(lines).entrySet()).equals(moved)
        ? Optional.empty()
        : Optional.of("asked for %s, moved %s".formatted(sums(lines), moves));
  }

  /** Returns the units of each SKU, in the order in which the SKUs first appear. */
  static Map<String, Long> sums(List<OrderLine> lines) {
    Map<String, Long> sums = new LinkedHashMap<>();
    for (OrderLine line : lines) {
      sums.merge(line.sku(), (long) line.quantity(), Long::sum);
    }
    return sums;
  }

  /**
   * Returns how an event changes stock if it is accepted. For a cancellation this is empty, because
   * only its order knows.
   */
  static Map<String, Long> changes(OrderEvent event) {
    if (event instanceof StockAdjusted adjusted) {
      return Map.of(adjusted.sku(), (long) adjusted.delta());
    }
    if (event instanceof StockReturned returned) {
      return sums(returned.lines());
    }
    Map<String, Long> changes = new LinkedHashMap<>();
    if (event instanceof OrderCreated order) {
      sums(order.lines()).forEach((sku, units) -> changes.put(sku, -units));
    }
    return changes;
  }
}
