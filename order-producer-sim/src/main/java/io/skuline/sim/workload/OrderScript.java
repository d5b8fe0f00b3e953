package io.skuline.sim.workload;

import io.skuline.event.OrderEvent;
import java.util.List;
import java.util.SplittableRandom;

/** The messages about one order. */
interface OrderScript {

  /**
   * Returns all messages about the order, in the order in which they are published, copies
   * included. The same number and the same state of the random source give the same messages.
   */
  List<OrderEvent> messages(int number, SplittableRandom random);
}
