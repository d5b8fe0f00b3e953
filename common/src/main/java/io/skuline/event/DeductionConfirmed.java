package io.skuline.event;

import java.time.Instant;
import java.util.List;

/**
 * The result of an order that has its stock.
 *
 * @param orderId the id of the order
 * @param decidedAt the time of the decision, by Skuline's clock
 * @param lines one per SKU, in the order in which the SKUs first appear in the order
 */
public record DeductionConfirmed(String orderId, Instant decidedAt, List<StockMove> lines)
    implements StockResult {

  public DeductionConfirmed {
    lines = List.copyOf(lines);
  }

  @Override
  public OperationId operation() {
    return OperationId.ofOrder(orderId);
  }

  @Override
  public List<StockMove> moves() {
    return lines;
  }
}
