package io.skuline.event;

import java.util.Locale;

/**
 * Identifies an operation: the thing that an event does to an order or an adjustment. Every
 * operation happens once, however often its event is sent, and has one answer.
 *
 * @param kind what the operation does
 * @param key the order id, or the adjustment id
 * @param operationId the return id of a return; empty for every other kind
 */
public record OperationId(Kind kind, String key, String operationId) {

  /** The kinds of operations. */
  public enum Kind {
    /** An order asks for its lines. */
    ORDER,
    /** An order is called off as a whole. */
    CANCELLATION,
    /** Some units of an order come back. */
    RETURN,
    /** Stock changes without an order. */
    ADJUSTMENT
  }

  /** Identifies the order itself. */
  public static OperationId ofOrder(String orderId) {
    return new OperationId(Kind.ORDER, orderId, "");
  }

  /** Identifies the cancellation of an order; an order has at most one. */
  public static OperationId ofCancellation(String orderId) {
    return new OperationId(Kind.CANCELLATION, orderId, "");
  }

  /**
   * Identifies one return of an order.
   *
   * @param returnId the return's id, unique within the order
   */
  public static OperationId ofReturn(String orderId, String returnId) {
    return new OperationId(Kind.RETURN, orderId, returnId);
  }

  /** Identifies an adjustment. */
  public static OperationId ofAdjustment(String adjustmentId) {
    return new OperationId(Kind.ADJUSTMENT, adjustmentId, "");
  }

  /** Returns the operation in words, for example {@code return o-1001/r-1}. */
  @Override
  public String toString() {
    String words = kind.name().toLowerCase(Locale.ROOT) + " " + key;
    return operationId.isEmpty() ? words : words + "/" + operationId;
  }
}
