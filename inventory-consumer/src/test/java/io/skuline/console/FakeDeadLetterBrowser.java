package io.skuline.console;

import io.skuline.deadletter.DeadLetterBrowser;
import io.skuline.deadletter.DeadLetterState;
import io.skuline.deadletter.DeadLetterSummary;
import io.skuline.deadletter.OperatorAction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Dead letters in memory. */
final class FakeDeadLetterBrowser implements DeadLetterBrowser {

  final List<DeadLetterSummary> letters = new ArrayList<>();
  final List<OperatorAction> actions = new ArrayList<>();

  /** Adds a dead letter of an order. */
  DeadLetterSummary park(long id, String order, String tag, String reason, Instant at) {
    DeadLetterSummary letter =
        new DeadLetterSummary(
            id,
            DeadLetterState.PARKED,
            reason,
            "lines[0].quantity must be 1 to 1000000, is 0",
            "stock-dead-letters",
            null,
            "order-events",
            tag,
            List.of(order),
            "tea",
            "01A4",
            order,
            List.of("tea"),
            1,
            0,
            at,
            at,
            at,
            false,
            100,
            null);
    letters.add(letter);
    return letter;
  }

  @Override
  public List<DeadLetterSummary> ofOrder(String order, int limit) {
    return letters.stream().filter(each -> order.equals(each.orderId())).limit(limit).toList();
  }

  @Override
  public List<OperatorAction> latestActions(long letter, int limit) {
    return actions.stream()
        .filter(each -> each.letter() != null && each.letter() == letter)
        .limit(limit)
        .toList();
  }
}
