package io.skuline.sim.checker;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.ReturnRejected;
import io.skuline.event.Shortage;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.event.StockReturned;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Replays the different events of one order in the order in which they were delivered. Only the
 * service knows whether there was stock. Everything else about returns and cancellations follows.
 */
final class OrderModel {

  private enum State {
    UNDECIDED,
    CONFIRMED,
    REJECTED
  }

  /** Units that the order still holds, in the sequence of the order's lines. */
  private final Map<String, Long> held = new LinkedHashMap<>();

  private State state = State.UNDECIDED;
  private boolean cancelledFirst;

  /** Returns what is wrong with the answer to the next event, or empty. */
  Optional<String> next(OrderEvent event, StockResult answer) {
    if (event instanceof OrderCreated) {
      return order(answer);
    }
    return event instanceof StockReturned returned ? returned(returned, answer) : cancel(answer);
  }

  private Optional<String> order(StockResult answer) {
    if (answer instanceof DeductionConfirmed confirmed) {
      state = State.CONFIRMED;
      confirmed.lines().forEach(line -> held.put(line.sku(), (long) line.quantity()));
      return problem(!cancelledFirst, "REJECTED as CANCELLED", answer);
    }
    state = State.REJECTED;
    boolean cancelled = ((DeductionRejected) answer).reason() == DeductionRejected.Reason.CANCELLED;
    return problem(
        cancelled == cancelledFirst, cancelledFirst ? "CANCELLED" : "anything else", answer);
  }

  private Optional<String> cancel(StockResult answer) {
    cancelledFirst |= state == State.UNDECIDED;
    ReturnAccepted.Reason ofNothing =
        switch (state) {
          case UNDECIDED -> ReturnAccepted.Reason.UNKNOWN_ORDER;
          case REJECTED -> ReturnAccepted.Reason.ORDER_REJECTED;
          case CONFIRMED -> ReturnAccepted.Reason.NOTHING_LEFT;
        };
    Map<String, Long> due = new LinkedHashMap<>(held);
    due.values().removeIf(units -> units == 0);
    held.replaceAll((sku, units) -> 0L);
    return due.isEmpty()
        ? problem(
            answer instanceof ReturnAccepted accepted
                && accepted.lines().isEmpty()
                && accepted.reason().filter(ofNothing::equals).isPresent(),
            "nothing back, since " + ofNothing,
            answer)
        : accepted(due, answer);
  }

  private Optional<String> returned(StockReturned event, StockResult answer) {
    return switch (state) {
      case UNDECIDED -> rejected(ReturnRejected.Reason.UNKNOWN_ORDER, List.of(), answer);
      case REJECTED -> rejected(ReturnRejected.Reason.ORDER_REJECTED, List.of(), answer);
      case CONFIRMED -> returnedOfConfirmed(event.lines(), answer);
    };
  }

  private Optional<String> returnedOfConfirmed(List<OrderLine> lines, StockResult answer) {
    Map<String, Long> wanted = AnswerRules.sums(lines);
    List<Shortage> tooMuch =
        wanted.entrySet().stream()
            .filter(each -> each.getValue() > held.getOrDefault(each.getKey(), 0L))
            .map(
                each ->
                    new Shortage(
                        each.getKey(), each.getValue(), held.getOrDefault(each.getKey(), 0L)))
            .toList();
    if (!tooMuch.isEmpty()) {
      return rejected(ReturnRejected.Reason.EXCEEDS_DEDUCTED, tooMuch, answer);
    }
    wanted.forEach((sku, units) -> held.merge(sku, -units, Long::sum));
    return accepted(wanted, answer);
  }

  private static Optional<String> accepted(Map<String, Long> due, StockResult answer) {
    List<Map.Entry<String, Long>> back =
        answer instanceof ReturnAccepted accepted
            ? accepted.lines().stream().map(OrderModel::units).toList()
            : null;
    return problem(List.copyOf(due.entrySet()).equals(back), due + " back", answer);
  }

  private static Map.Entry<String, Long> units(StockMove move) {
    return Map.entry(move.sku(), (long) move.quantity());
  }

  private static Optional<String> rejected(
      ReturnRejected.Reason reason, List<Shortage> shortages, StockResult answer) {
    return problem(
        answer instanceof ReturnRejected rejected
            && rejected.reason() == reason
            && rejected.shortages().equals(shortages),
        "%s %s".formatted(reason, shortages),
        answer);
  }

  private static Optional<String> problem(boolean right, String due, StockResult answer) {
    return right
        ? Optional.empty()
        : Optional.of("should have been %s, is %s".formatted(due, answer));
  }
}
