package io.skuline.client;

import io.skuline.event.OrderEvent;
import java.util.concurrent.CompletableFuture;

/** Sends one event, in no order with others. */
interface EventSender extends AutoCloseable {

  /** The message id once it is stored. Does not block. */
  CompletableFuture<String> send(OrderEvent event);

  @Override
  void close();
}
