package io.skuline.client;

import io.skuline.event.OrderEvent;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** An event on its way, and the promise that its publisher holds. */
final class PendingEvent {

  private final OrderEvent event;
  private final ClientObserver.Exchange exchange;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final CompletableFuture<PublishedEvent> promise = new CompletableFuture<>();

  PendingEvent(OrderEvent event, ClientObserver.Exchange exchange) {
    this.event = event;
    this.exchange = exchange;
  }

  OrderEvent event() {
    return event;
  }

  /** Returns what the message gets beside its own properties. */
  Map<String, String> properties() {
    return exchange.properties();
  }

  CompletableFuture<PublishedEvent> promise() {
    return promise;
  }

  void stored(String messageId) {
    end(Optional.empty());
    promise.complete(new PublishedEvent(event, messageId));
  }

  void failed(Throwable cause) {
    boolean wrapped = cause instanceof CompletionException && cause.getCause() != null;
    Throwable reason = wrapped ? cause.getCause() : cause;
    end(Optional.of(reason));
    promise.completeExceptionally(new PublishException(event, reason));
  }

  /** The observer learns the first end only: an event that was abandoned may still be answered. */
  private void end(Optional<Throwable> failure) {
    if (ended.compareAndSet(false, true)) {
      exchange.ended(failure);
    }
  }
}
