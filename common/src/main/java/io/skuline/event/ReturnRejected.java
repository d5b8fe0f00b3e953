package io.skuline.event;

import java.time.Instant;
import java.util.List;

/**
 * The result of a return that was rejected, so that no units came back.
 *
 * @param returnId the id of the return
 * @param orderId the id of the order
 * @param decidedAt the time of the decision, by Skuline's clock
 * @param reason why the return was rejected
 * @param shortages the SKUs of which more was returned than the order still has, for {@link
 *     Reason#EXCEEDS_DEDUCTED}; else empty
 */
public record ReturnRejected(
    String returnId, String orderId, Instant decidedAt, Reason reason, List<Shortage> shortages)
    implements StockResult {

  /** The reason why a return is rejected. */
  public enum Reason {
    /** No such order has been decided. */
    UNKNOWN_ORDER,
    /** The order got nothing, so nothing can come back. */
    ORDER_REJECTED,
    /** The return has more units than the order still has, of at least one SKU. */
    EXCEEDS_DEDUCTED
  }

  public ReturnRejected {
    shortages = List.copyOf(shortages);
  }

  @Override
  public String resultId() {
    return orderId + "/" + returnId;
  }

  @Override
  public OperationId operation() {
    return ReturnAccepted.operation(orderId, returnId);
  }
}
