package io.skuline.sim.checker;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.AdjustmentRejected;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.ReturnRejected;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockResult;
import io.skuline.event.StockReturned;

/** What ties an event to its one answer. */
record EventIdentity(Kind kind, String id) {

  enum Kind {
    ORDER,
    RETURN,
    ADJUSTMENT
  }

  static EventIdentity of(OrderEvent event) {
    if (event instanceof OrderCreated order) {
      return new EventIdentity(Kind.ORDER, order.orderId());
    }
    if (event instanceof OrderCancelled cancelled) {
      return new EventIdentity(Kind.RETURN, cancelled.key() + "/" + ReturnAccepted.CANCELLATION);
    }
    if (event instanceof StockReturned returned) {
      return new EventIdentity(Kind.RETURN, returned.eventId());
    }
    return new EventIdentity(Kind.ADJUSTMENT, ((StockAdjusted) event).adjustmentId());
  }

  static EventIdentity of(StockResult result) {
    if (result instanceof DeductionConfirmed || result instanceof DeductionRejected) {
      return new EventIdentity(Kind.ORDER, result.resultId());
    }
    if (result instanceof ReturnAccepted || result instanceof ReturnRejected) {
      return new EventIdentity(Kind.RETURN, result.resultId());
    }
    if (result instanceof AdjustmentAccepted || result instanceof AdjustmentRejected) {
      return new EventIdentity(Kind.ADJUSTMENT, result.resultId());
    }
    throw new IllegalArgumentException("unknown result " + result);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case ORDER -> "order " + id;
      case RETURN -> "return " + id;
      case ADJUSTMENT -> "adjustment " + id;
    };
  }
}
