package io.skuline.sim.workload;

import io.skuline.event.OrderEvent;

/** One thing to publish. */
public sealed interface OutgoingMessage {

  /** An event, which is to be answered. */
  record Good(OrderEvent event) implements OutgoingMessage {}

  /**
   * A body that is no event: it is to become a dead letter, and hold up nobody.
   *
   * @param key never that of an event
   * @param group the SKU in whose queue it waits, among good events
   * @param body not copied, so leave it as it is
   */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
  record Broken(String key, String group, byte[] body) implements OutgoingMessage {}
}
