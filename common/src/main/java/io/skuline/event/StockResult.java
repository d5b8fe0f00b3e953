package io.skuline.event;

import java.time.Instant;
import java.util.List;

/**
 * What comes out: the one answer to an {@link OrderEvent}. However often it is published, every
 * copy is the same, and it can be used without asking anybody else.
 */
public sealed interface StockResult
    permits DeductionConfirmed,
        DeductionRejected,
        ReturnAccepted,
        ReturnRejected,
        AdjustmentAccepted,
        AdjustmentRejected {

  /** The message key: the order id, or the adjustment id. */
  String key();

  /** When the decision fell, by Skuline's clock, to the millisecond. */
  Instant decidedAt();

  /** The identity of this answer within its type; a CloudEvents id. */
  String resultId();

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
