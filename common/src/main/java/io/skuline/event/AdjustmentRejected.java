package io.skuline.event;

import java.time.Instant;

/**
 * An adjustment changed nothing.
 *
 * @param available units the SKU had, 0 if unknown; may be below zero, see {@link
 *     StockMove#remaining}
 */
public record AdjustmentRejected(
    String adjustmentId, Instant decidedAt, Reason reason, String sku, long delta, long available)
    implements StockResult {

  /** Why an adjustment is turned away. */
  public enum Reason {
    /** A correction of a SKU that was never stocked. */
    UNKNOWN_SKU,
    /** An initial stock for a SKU that has one already. */
    ALREADY_STOCKED,
    /** The correction takes more than there is. */
    BELOW_ZERO,
    /** The SKU would have more than {@link Limits#MAX_AVAILABLE}. */
    ABOVE_LIMIT
  }

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
}
