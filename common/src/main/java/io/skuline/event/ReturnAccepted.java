package io.skuline.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Units came back from an order, or an order was cancelled.
 *
 * @param returnId the return's id, or {@link #CANCELLATION} if the whole order was cancelled
 * @param lines what came back, one per SKU; empty if a cancelled order held nothing (any more)
 * @param reason why nothing came back, if {@code lines} is empty. Absent too in answers that were
 *     given before there was this field; they are repeated as they were.
 */
public record ReturnAccepted(
    String returnId,
    String orderId,
    Instant decidedAt,
    List<StockMove> lines,
    Optional<Reason> reason)
    implements StockResult {

  /** The return id of a cancellation; not a valid id, so no return can have it. */
  public static final String CANCELLATION = "!cancelled";

  /** Why a cancellation gave nothing back. */
  public enum Reason {
    /** No such order has been decided. If it comes, it is rejected. */
    UNKNOWN_ORDER,
    /** The order got nothing, so nothing can come back. */
    ORDER_REJECTED,
    /** All units of the order came back before. */
    NOTHING_LEFT
  }

  public ReturnAccepted {
    lines = List.copyOf(lines);
  }

  /** Units came back. */
  public ReturnAccepted(String returnId, String orderId, Instant decidedAt, List<StockMove> lines) {
    this(returnId, orderId, decidedAt, lines, Optional.empty());
  }

  /** The order is cancelled, and nothing came back. */
  public static ReturnAccepted ofNothing(String orderId, Instant decidedAt, Reason reason) {
    return new ReturnAccepted(CANCELLATION, orderId, decidedAt, List.of(), Optional.of(reason));
  }

  public boolean isCancellation() {
    return returnId.equals(CANCELLATION);
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

  @Override
  public List<StockMove> moves() {
    return lines;
  }
}
