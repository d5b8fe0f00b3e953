package io.skuline.client;

import io.skuline.event.OrderEvent;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Sends single events, without any order among them. */
interface EventSender extends AutoCloseable {

  /**
   * Sends an event without blocking; the future has the message id when the event is stored.
   *
   * @param properties what the message gets beside its own properties
   */
  CompletableFuture<String> send(OrderEvent event, Map<String, String> properties);

  @Override
  void close();
}
