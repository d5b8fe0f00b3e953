package io.skuline.sim.demand;

import io.skuline.event.OrderEvent;
import io.skuline.event.StockAdjusted;
import java.util.Iterator;
import java.util.List;

/**
 * A story to play: stock that comes in first, then events. The same demand gives the same story.
 */
public interface Scenario {

  /** What is on sale; loaded and answered before the first of {@link #events()} is published. */
  List<StockAdjusted> opening();

  /** The events in the order in which they are published, made one by one. */
  Iterator<OrderEvent> events();

  /** How many {@link #events()} there are. */
  long size();
}
