package io.skuline.sim.workload;

import io.skuline.event.StockAdjusted;
import java.util.Iterator;
import java.util.List;

/**
 * A story to play: stock that comes in first, then events. The same demand gives the same story.
 */
public interface Scenario {

  /** What is on sale; loaded and answered before the first of {@link #parcels()} is published. */
  List<StockAdjusted> opening();

  /** What to publish, in that order, made one by one. */
  Iterator<OutgoingMessage> parcels();

  /** How many different events are among the {@link #parcels()}, copies counted once. */
  long size();
}
