package io.skuline.event;

import java.time.Instant;
import java.util.List;

/**
 * The result of an adjustment that changed the stock.
 *
 * @param adjustmentId the id of the adjustment
 * @param decidedAt the time of the decision, by Skuline's clock
 * @param kind the kind of the adjustment
 * @param line how the stock of the SKU changed
 */
public record AdjustmentAccepted(
    String adjustmentId, Instant decidedAt, AdjustmentKind kind, StockMove line)
    implements StockResult {

  @Override
  public OperationId operation() {
    return OperationId.ofAdjustment(adjustmentId);
  }

  @Override
  public List<StockMove> moves() {
    return List.of(line);
  }
}
