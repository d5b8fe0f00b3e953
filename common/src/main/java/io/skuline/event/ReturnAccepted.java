package io.skuline.event;

import java.time.Instant;
import java.util.List;

/**
 * Units came back from an order.
 *
 * @param returnId the return's id, or {@link #CANCELLATION} if the whole order was cancelled
 * @param lines what came back, one per SKU; empty if a cancelled order held nothing (any more)
 */
public record ReturnAccepted(
    String returnId, String orderId, Instant decidedAt, List<StockMove> lines)
    implements StockResult {

  /** The return id of a cancellation; not a valid id, so no return can have it. */
  public static final String CANCELLATION = "!cancelled";

  public ReturnAccepted {
    lines = List.copyOf(lines);
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
}
