package io.skuline.event;

import java.util.List;

/**
 * Some units of a confirmed order come back. All lines are accepted or none is. Over any number of
 * returns, never more units come back than were deducted.
 *
 * @param returnId the id of the return, unique within the order; a return that is sent twice counts
 *     once
 * @param order the order that the units belong to
 * @param lines the units that come back
 */
public record StockReturned(String returnId, OrderRef order, List<OrderLine> lines)
    implements FollowUp {

  public StockReturned {
    Limits.requireId("returnId", returnId);
    if (order == null) {
      throw InvalidEventException.missing("order");
    }
    lines = Limits.requireLines(lines);
  }

  @Override
  public String eventId() {
    return order.orderId() + "/" + returnId;
  }

  @Override
  public OperationId operation() {
    return OperationId.ofReturn(order.orderId(), returnId);
  }
}
