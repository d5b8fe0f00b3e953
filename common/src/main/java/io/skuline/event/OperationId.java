package io.skuline.event;

/**
 * What two events share if they are the same event.
 *
 * @param key order id, or adjustment id
 * @param operationId the return's id; else empty
 */
public record OperationId(Kind kind, String key, String operationId) {

  public enum Kind {
    ORDER,
    CANCELLATION,
    RETURN,
    ADJUSTMENT
  }

  public static OperationId ofOrder(String orderId) {
    return new OperationId(Kind.ORDER, orderId, "");
  }

  public static OperationId ofCancellation(String orderId) {
    return new OperationId(Kind.CANCELLATION, orderId, "");
  }

  public static OperationId of(OrderEvent event) {
    if (event instanceof OrderCreated) {
      return ofOrder(event.key());
    }
    if (event instanceof OrderCancelled) {
      return ofCancellation(event.key());
    }
    return event instanceof StockReturned returned
        ? new OperationId(Kind.RETURN, event.key(), returned.returnId())
        : new OperationId(Kind.ADJUSTMENT, event.key(), "");
  }

  public static OperationId of(StockResult result) {
    if (result instanceof ReturnAccepted accepted) {
      return accepted.isCancellation()
          ? ofCancellation(result.key())
          : new OperationId(Kind.RETURN, result.key(), accepted.returnId());
    }
    if (result instanceof ReturnRejected rejected) {
      return new OperationId(Kind.RETURN, result.key(), rejected.returnId());
    }
    boolean adjustment =
        result instanceof AdjustmentAccepted || result instanceof AdjustmentRejected;
    return adjustment
        ? new OperationId(Kind.ADJUSTMENT, result.key(), "")
        : OperationId.ofOrder(result.key());
  }
}
