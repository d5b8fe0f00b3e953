package io.skuline.sim.workload;

import io.skuline.event.OrderEvent;

/** A message to publish. */
public sealed interface OutgoingMessage {

  /** An event, which must be answered. */
  record Good(OrderEvent event) implements OutgoingMessage {}

  /**
   * A body that is no event. It must become a dead letter and delay no other message.
   *
   * @param key a key that no event has
   * @param group the SKU in whose queue it waits, among valid events
   * @param body not copied, so it must not be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // They are never compared.
  record Broken(String key, String group, byte[] body) implements OutgoingMessage {}
}
