package io.skuline.event;

import java.time.Instant;
import java.util.List;

/**
 * The order gets nothing.
 *
 * @param shortages every SKU that fell short, for {@link Reason#OUT_OF_STOCK} and {@link
 *     Reason#UNKNOWN_SKU}; else empty
 */
public record DeductionRejected(
    String orderId, Instant decidedAt, Reason reason, List<Shortage> shortages)
    implements StockResult {

  /** Why an order gets nothing. */
  public enum Reason {
    /** At least one SKU has fewer units than asked for. */
    OUT_OF_STOCK,
    /** At least one SKU was never stocked; such SKUs are the listed shortages. */
    UNKNOWN_SKU,
    /** The order's cancellation came before it. */
    CANCELLED
  }

  public DeductionRejected {
    shortages = List.copyOf(shortages);
  }

  @Override
  public String key() {
    return orderId;
  }

  @Override
  public String resultId() {
    return orderId;
  }

  @Override
  public OperationId operation() {
    return OperationId.ofOrder(orderId);
  }
}
