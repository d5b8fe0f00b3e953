package io.skuline.client;

import io.skuline.event.OrderEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** An event on its way, and the promise that its publisher holds. */
final class PendingEvent {

  private final OrderEvent event;
  private final CompletableFuture<PublishedEvent> promise = new CompletableFuture<>();

  PendingEvent(OrderEvent event) {
    this.event = event;
  }

  OrderEvent event() {
    return event;
  }

  CompletableFuture<PublishedEvent> promise() {
    return promise;
  }

  void stored(String messageId) {
    promise.complete(new PublishedEvent(event, messageId));
  }

  void failed(Throwable cause) {
    boolean wrapped = cause instanceof CompletionException && cause.getCause() != null;
    promise.completeExceptionally(new PublishException(event, wrapped ? cause.getCause() : cause));
  }
}
