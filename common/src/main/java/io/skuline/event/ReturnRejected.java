package io.skuline.event;

import java.time.Instant;
import java.util.List;

/**
 * Nothing came back.
 *
 * @param shortages the SKUs of which more was returned than the order still holds, for {@link
 *     Reason#EXCEEDS_DEDUCTED}; else empty
 */
public record ReturnRejected(
    String returnId, String orderId, Instant decidedAt, Reason reason, List<Shortage> shortages)
    implements StockResult {

  /** Why a return is turned away. */
  public enum Reason {
    /** No such order has been decided. */
    UNKNOWN_ORDER,
    /** The order got nothing, so nothing can come back. */
    ORDER_REJECTED,
    /** More than the order still holds, in at least one SKU. */
    EXCEEDS_DEDUCTED
  }

  public ReturnRejected {
    shortages = List.copyOf(shortages);
  }

  @Override
  public String key() {
    return orderId;
  }

  @Override
  public String resultId() {
    return orderId + "/" + returnId;
  }

  @Override
  public OperationId operation() {
    return OperationId.ofReturn(orderId, returnId);
  }
}
