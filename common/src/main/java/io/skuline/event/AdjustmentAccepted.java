package io.skuline.event;

import java.time.Instant;
import java.util.List;

/** Stock changed without an order. */
public record AdjustmentAccepted(
    String adjustmentId, Instant decidedAt, AdjustmentKind kind, StockMove line)
    implements StockResult {

  @Override
  public String key() {
    return adjustmentId;
  }

  @Override
  public String resultId() {
    return adjustmentId;
  }

  @Override
  public OperationId operation() {
    return OperationId.ofAdjustment(adjustmentId);
  }

  @Override
  public List<StockMove> moves() {
    return List.of(line);
  }
}
