package io.skuline.client;

import io.skuline.event.OrderEvent;
import io.skuline.event.StockResult;
import java.util.Map;
import java.util.Optional;

/**
 * Sees each event that is published and each result that is received, for metrics and traces. A
 * publisher and a subscriber without an observer pay nothing for it.
 *
 * <p>An observer is called from many threads and must not block. If it throws, that is logged, and
 * the event or the result goes on as if there were no observer.
 */
public interface ClientObserver {

  /** Sees nothing. */
  ClientObserver NONE = new ClientObserver() {};

  /** Called on the thread that publishes the event, before the event is sent. */
  default Exchange publishing(OrderEvent event) {
    return Exchange.NONE;
  }

  /**
   * Called on the thread of the listener, before the listener.
   *
   * @param properties the properties of the message
   */
  default Exchange receiving(StockResult result, Map<String, String> properties) {
    return Exchange.NONE;
  }

  /** One event on its way to the broker, or one result in the hands of a listener. */
  @FunctionalInterface
  interface Exchange {

    /** Sees nothing. */
    Exchange NONE = failure -> {};

    /** Returns properties that the message of an event gets in addition. */
    default Map<String, String> properties() {
      return Map.of();
    }

    /**
     * Called exactly once: when the broker has stored the event or the attempt has failed, before
     * the event's future completes; or when the listener has returned or thrown, on its thread.
     */
    void ended(Optional<Throwable> failure);
  }
}
