package io.skuline.verification;

import io.skuline.store.shard.Shard;
import io.skuline.store.shard.Shards;
import io.skuline.verification.AuditReport.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Checks the invariants of orders; an order's lines may be in several shards and its rejection in
 * another one. It goes through all shards side by side, in the order of the ids, with a page of
 * each in memory.
 */
final class OrderAudit {

  private static final String DEDUCTIONS =
      """
      SELECT order_id, SUM(kind = 'D') AS deducted, SUM(kind = 'L') AS released,
        MAX(line_no) + 1 AS numbered, MAX(line_count) AS line_count, 0 AS rejected
      FROM movement WHERE order_id > ? AND kind IN ('D', 'L')
      GROUP BY order_id ORDER BY order_id LIMIT %s
      """
          .formatted(OrderRows.PAGE);

  private static final String REJECTIONS =
      """
      SELECT order_id, 0 AS deducted, 0 AS released, 0 AS numbered, 0 AS line_count, 1 AS rejected
      FROM unmoved_answer WHERE order_id > ? AND kind = 'D' ORDER BY order_id LIMIT %s
      """
          .formatted(OrderRows.PAGE);

  private final Shards shards;
  private final List<OrderRows> sources = new ArrayList<>();

  OrderAudit(Shards shards) {
    this.shards = shards;
    for (Shard shard : shards.all()) {
      sources.add(new OrderRows(shard.jdbc(), DEDUCTIONS));
      sources.add(new OrderRows(shard.jdbc(), REJECTIONS));
    }
  }

  /**
   * Returns the violations, at most {@link AuditReport#MAX_VIOLATIONS}. It is to be called once.
   */
  List<Violation> violations() {
    List<Violation> found = new ArrayList<>();
    Optional<String> order = nextOrder();
    while (order.isPresent() && found.size() < AuditReport.MAX_VIOLATIONS) {
      List<Violation> ofOrder = new ArrayList<>();
      check(take(order.get()), ofOrder);
      if (!ofOrder.isEmpty() && !isSettled(order.get())) {
        found.addAll(ofOrder);
      }
      order = nextOrder();
    }
    return found;
  }

  /** Tells whether an operator has settled the order. */
  private boolean isSettled(String orderId) {
    return shards.all().stream()
        .anyMatch(
            shard ->
                !shard
                    .jdbc()
                    .queryForList(
                        """
                        SELECT 1 FROM ledger_anomaly WHERE order_id = ?
                          AND settled_at IS NOT NULL LIMIT 1
                        """,
                        Integer.class,
                        orderId)
                    .isEmpty());
  }

  private Optional<String> nextOrder() {
    return sources.stream()
        .flatMap(source -> source.peek().stream())
        .map(OrderRows.Row::orderId)
        .min(Comparator.naturalOrder());
  }

  /** Combines what all shards have of an order. */
  private OrderRows.Row take(String orderId) {
    OrderRows.Row sum = new OrderRows.Row(orderId, 0, 0, 0, 0, false);
    for (OrderRows source : sources) {
      Optional<OrderRows.Row> row = source.peek().filter(next -> next.orderId().equals(orderId));
      if (row.isPresent()) {
        sum = sum.plus(row.get());
        source.pass();
      }
    }
    return sum;
  }

  private static void check(OrderRows.Row order, List<Violation> found) {
    if (order.released() > 0) {
      if (order.released() != order.deducted() || !order.rejected()) {
        found.add(
            new Violation(
                "what was reserved for a rejected order is given back",
                order.orderId(),
                "" + order));
      }
    } else if (order.deducted() > 0) {
      if (order.rejected()) {
        found.add(
            new Violation(
                "an order is either confirmed or rejected", order.orderId(), "is both: " + order));
      }
      if (order.deducted() != order.lines()) {
        String detail = "%d of %d lines".formatted(order.deducted(), order.lines());
        found.add(new Violation("a cart is stored whole", order.orderId(), detail));
      }
    }
  }
}
