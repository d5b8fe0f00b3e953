package io.skuline.sim.workload;

import io.skuline.event.StockAdjusted;
import java.util.Iterator;
import java.util.List;

/** Stock that comes in first, and then messages. The same demand gives the same scenario. */
public interface Scenario {

  /**
   * Returns the stock to load. It is answered before the first of {@link #messages()} is published.
   */
  List<StockAdjusted> opening();

  /** Returns the messages in the order of publishing, generated one by one. */
  Iterator<OutgoingMessage> messages();

  /** Returns how many different events are among the {@link #messages()}; copies count once. */
  long size();
}
