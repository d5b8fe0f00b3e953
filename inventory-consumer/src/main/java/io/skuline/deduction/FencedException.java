package io.skuline.deduction;

import io.skuline.event.OrderEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Events of a batch touch partitions of the stock that are closed, while others are open. They can
 * be decided once those partitions are open again.
 */
public final class FencedException extends HeldEventsException {

  private final Duration closedFor;

  /**
   * @param touching the events that touch closed partitions, by their position in the batch from 0,
   *     with their SKUs there
   * @param batch the events
   * @param closedFor for how long the first of these partitions has been closed
   */
  public FencedException(
      Map<Integer, Set<String>> touching, List<OrderEvent> batch, Duration closedFor) {
    super("In partitions that are closed: ", touching, batch);
    this.closedFor = closedFor;
  }

  /** Returns for how long the first of the partitions has been closed. */
  public Duration closedFor() {
    return closedFor;
  }
}
