package io.skuline.event;

import java.time.Instant;
import java.util.List;

/**
 * The result of an order that gets nothing.
 *
 * @param orderId the id of the order
 * @param decidedAt the time of the decision, by Skuline's clock
 * @param reason why the order gets nothing
 * @param shortages every SKU that fell short, for {@link Reason#OUT_OF_STOCK} and {@link
 *     Reason#UNKNOWN_SKU}; else empty
 */
public record DeductionRejected(
    String orderId, Instant decidedAt, Reason reason, List<Shortage> shortages)
    implements StockResult {

  /** The reason why an order gets nothing. */
  public enum Reason {
    /** At least one SKU has fewer units than the order asks for. */
    OUT_OF_STOCK,
    /** At least one SKU was never stocked; such SKUs are the listed shortages. */
    UNKNOWN_SKU,
    /** The order's cancellation arrived before the order. */
    CANCELLED
  }

  public DeductionRejected {
    shortages = List.copyOf(shortages);
  }

  @Override
  public OperationId operation() {
    return OperationId.ofOrder(orderId);
  }
}
