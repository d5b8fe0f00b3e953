package io.skuline.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The result of an accepted return, or of a cancellation.
 *
 * @param returnId the id of the return, or {@link #CANCELLATION} if the whole order was cancelled
 * @param orderId the id of the order
 * @param decidedAt the time of the decision, by Skuline's clock
 * @param lines the units that came back, one entry per SKU; empty if a cancelled order had no units
 *     left
 * @param reason why no units came back, if {@code lines} is empty. It is absent in answers that
 *     were given before the field existed; they are repeated unchanged.
 */
public record ReturnAccepted(
    String returnId,
    String orderId,
    Instant decidedAt,
    List<StockMove> lines,
    Optional<Reason> reason)
    implements StockResult {

  /** The return id of a cancellation. It is not a valid id, so no return can have it. */
  public static final String CANCELLATION = "!cancelled";

  /** The reason why a cancellation gave nothing back. */
  public enum Reason {
    /** No such order has been decided. If the order arrives later, it is rejected. */
    UNKNOWN_ORDER,
    /** The order got nothing, so nothing can come back. */
    ORDER_REJECTED,
    /** All units of the order had come back before. */
    NOTHING_LEFT
  }

  public ReturnAccepted {
    lines = List.copyOf(lines);
  }

  /** Creates the result of a return or a cancellation that gave units back. */
  public ReturnAccepted(String returnId, String orderId, Instant decidedAt, List<StockMove> lines) {
    this(returnId, orderId, decidedAt, lines, Optional.empty());
  }

  /** Creates the result of a cancellation that gave nothing back. */
  public static ReturnAccepted ofNothing(String orderId, Instant decidedAt, Reason reason) {
    return new ReturnAccepted(CANCELLATION, orderId, decidedAt, List.of(), Optional.of(reason));
  }

  public boolean isCancellation() {
    return returnId.equals(CANCELLATION);
  }

  @Override
  public String resultId() {
    return orderId + "/" + returnId;
  }

  @Override
  public OperationId operation() {
    return operation(orderId, returnId);
  }

  @Override
  public List<StockMove> moves() {
    return lines;
  }

  /** Returns the operation of a return id, which may be that of a cancellation. */
  static OperationId operation(String orderId, String returnId) {
    return returnId.equals(CANCELLATION)
        ? OperationId.ofCancellation(orderId)
        : OperationId.ofReturn(orderId, returnId);
  }
}
