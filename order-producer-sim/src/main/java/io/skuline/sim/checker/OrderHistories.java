package io.skuline.sim.checker;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCreated;
import io.skuline.event.ReturnRejected;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Collects the follow-ups of orders, and checks each order.
 *
 * <p>An order without a past, whose messages all waited in one queue and are all answered, is
 * replayed exactly. For any other order, this checks only that no more came back than was deducted,
 * and that no answer excludes another.
 */
final class OrderHistories {

  private final Premises premises;
  private final Map<String, List<RecordedEvent>> followUps = new HashMap<>();
  private final Set<String> cancelled = new HashSet<>();

  OrderHistories(Premises premises) {
    this.premises = premises;
  }

  /** Adds any event except an adjustment. */
  void add(RecordedEvent entry) {
    if (!(entry.event() instanceof OrderCreated)) {
      followUps.computeIfAbsent(entry.event().key(), key -> new ArrayList<>(2)).add(entry);
    } else if (entry.answer() instanceof DeductionRejected rejected
        && rejected.reason() == DeductionRejected.Reason.CANCELLED) {
      cancelled.add(rejected.orderId());
    }
  }

  /**
   * Checks all orders.
   *
   * @param orders finds the order of an id, or null
   */
  void check(Function<String, RecordedEvent> orders, Violations violations) {
    followUps.forEach(
        (id, entries) -> {
          RecordedEvent order = orders.apply(id);
          List<RecordedEvent> all = new ArrayList<>(entries);
          if (order != null) {
            all.add(order);
          }
          Optional<String> problem =
              isCertain(id, order, all) ? replay(all) : contradiction(order, entries);
          problem.ifPresent(what -> violations.add(Violation.Rule.RETURNS, "order " + id, what));
        });
    for (String id : cancelled) {
      if (premises.fresh().test(id) && !followUps.containsKey(id)) {
        violations.add(Violation.Rule.RETURNS, "order " + id, "CANCELLED, but by nobody");
      }
    }
  }

  private boolean isCertain(String id, RecordedEvent order, List<RecordedEvent> all) {
    return (premises.fresh().test(id) || (order != null && hasNoPast(order, all)))
        && all.stream().allMatch(each -> each.answer() != null && each.isFirstCertain())
        && all.stream().map(each -> each.event().messageGroup()).distinct().count() == 1;
  }

  /**
   * Returns whether all events were answered in this run, so that the order was not decided before
   * it. An earlier cancellation would show in the answer, and an earlier return would have changed
   * nothing.
   */
  private boolean hasNoPast(RecordedEvent order, List<RecordedEvent> all) {
    boolean cancelled =
        order.answer() instanceof DeductionRejected rejected
            && rejected.reason() == DeductionRejected.Reason.CANCELLED;
    return !cancelled
        && all.stream()
            .allMatch(each -> each.answer() != null && !premises.mayBeOld(each.answer()));
  }

  private static Optional<String> replay(List<RecordedEvent> all) {
    OrderModel model = new OrderModel();
    return all.stream()
        .sorted(Comparator.comparingLong(RecordedEvent::number))
        .flatMap(
            each ->
                model.next(each.event(), each.answer()).stream()
                    .map(problem -> "%s %s".formatted(each.event().eventId(), problem)))
        .findFirst();
  }

  private static Optional<String> contradiction(
      RecordedEvent order, List<RecordedEvent> followUps) {
    if (order == null || order.answer() == null) {
      return Optional.empty();
    }
    boolean confirmedOrder = order.answer() instanceof DeductionConfirmed;
    for (RecordedEvent each : followUps) {
      if (each.answer() instanceof ReturnRejected rejected
          && rejected.reason()
              == (confirmedOrder
                  ? ReturnRejected.Reason.ORDER_REJECTED
                  : ReturnRejected.Reason.EXCEEDS_DEDUCTED)) {
        return Optional.of("%s, yet %s".formatted(order.answer(), rejected));
      }
    }
    return tooMuchBack(order, followUps);
  }

  private static Optional<String> tooMuchBack(RecordedEvent order, List<RecordedEvent> followUps) {
    Map<String, Long> held = new HashMap<>();
    StockResult answer = order.answer();
    answer.moves().forEach(move -> held.put(move.sku(), (long) move.quantity()));
    for (RecordedEvent each : followUps) {
      if (each.answer() != null) {
        for (StockMove back : each.answer().moves()) {
          held.merge(back.sku(), (long) -back.quantity(), Long::sum);
        }
      }
    }
    return held.values().stream().anyMatch(units -> units < 0)
        ? Optional.of("more came back than %s: %s".formatted(answer, held))
        : Optional.empty();
  }
}
