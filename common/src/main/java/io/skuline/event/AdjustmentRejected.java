package io.skuline.event;

import java.time.Instant;

/**
 * The result of an adjustment that changed nothing.
 *
 * @param adjustmentId the id of the adjustment
 * @param decidedAt the time of the decision, by Skuline's clock
 * @param reason why the adjustment was rejected
 * @param sku the SKU of the adjustment
 * @param delta the units of the adjustment
 * @param available units that the SKU had, 0 if it is unknown; may be below zero, see {@link
 *     StockMove#remaining}
 */
public record AdjustmentRejected(
    String adjustmentId, Instant decidedAt, Reason reason, String sku, long delta, long available)
    implements StockResult {

  /** The reason why an adjustment is rejected. */
  public enum Reason {
    /** The adjustment corrects a SKU that was never stocked. */
    UNKNOWN_SKU,
    /** The adjustment is initial stock for a SKU that has stock already. */
    ALREADY_STOCKED,
    /** The correction takes more units than the SKU has. */
    BELOW_ZERO,
    /** The SKU would have more than {@link Limits#MAX_AVAILABLE}. */
    ABOVE_LIMIT
  }

  @Override
  public OperationId operation() {
    return OperationId.ofAdjustment(adjustmentId);
  }
}
