package io.skuline.deduction.database;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.AdjustmentRejected;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.ReturnRejected;
import io.skuline.event.StockResult;
import io.skuline.event.StockReturned;

/**
 * What two events share if they are the same event.
 *
 * @param key order id, or adjustment id
 * @param operationId the return's id; else empty
 */
record Identity(Kind kind, String key, String operationId) {

  enum Kind {
    ORDER,
    CANCELLATION,
    RETURN,
    ADJUSTMENT
  }

  static Identity ofOrder(String orderId) {
    return new Identity(Kind.ORDER, orderId, "");
  }

  static Identity ofCancellation(String orderId) {
    return new Identity(Kind.CANCELLATION, orderId, "");
  }

  static Identity of(OrderEvent event) {
    if (event instanceof OrderCreated) {
      return ofOrder(event.key());
    }
    if (event instanceof OrderCancelled) {
      return ofCancellation(event.key());
    }
    return event instanceof StockReturned returned
        ? new Identity(Kind.RETURN, event.key(), returned.returnId())
        : new Identity(Kind.ADJUSTMENT, event.key(), "");
  }

  static Identity of(StockResult result) {
    if (result instanceof ReturnAccepted accepted) {
      return accepted.isCancellation()
          ? ofCancellation(result.key())
          : new Identity(Kind.RETURN, result.key(), accepted.returnId());
    }
    if (result instanceof ReturnRejected rejected) {
      return new Identity(Kind.RETURN, result.key(), rejected.returnId());
    }
    boolean adjustment =
        result instanceof AdjustmentAccepted || result instanceof AdjustmentRejected;
    return adjustment
        ? new Identity(Kind.ADJUSTMENT, result.key(), "")
        : Identity.ofOrder(result.key());
  }
}
