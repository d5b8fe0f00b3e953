package io.skuline.event;

import java.time.Instant;

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
}
