package io.skuline.event;

import java.time.Instant;
import java.util.List;

/**
 * The one answer to an {@link OrderEvent}, as Skuline publishes it. However often it is published,
 * all copies are the same. It contains everything that its reader needs.
 */
public sealed interface StockResult
    permits DeductionConfirmed,
        DeductionRejected,
        ReturnAccepted,
        ReturnRejected,
        AdjustmentAccepted,
        AdjustmentRejected {

  /** Returns the message key: the order id, or the adjustment id. */
  default String key() {
    return operation().key();
  }

  /** Returns the time of the decision, by Skuline's clock, to the millisecond. */
  Instant decidedAt();

  /** Returns the identity of this answer within its type; it is the CloudEvents id. */
  default String resultId() {
    return key();
  }

  /** Identifies the operation that this result answers; equals {@link OrderEvent#operation()}. */
  OperationId operation();

  /**
   * Lists how the operation moved stock, one entry per SKU; empty if it moved none. A confirmed
   * order takes these quantities from the stock, every other operation adds them.
   */
  default List<StockMove> moves() {
    return List.of();
  }
}
