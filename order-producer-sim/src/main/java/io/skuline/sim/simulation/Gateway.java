package io.skuline.sim.simulation;

import io.skuline.event.OrderEvent;
import io.skuline.event.StockResult;
import io.skuline.sim.workload.OutgoingMessage;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Publishes events and hears results. The one thing that a test replaces. */
public interface Gateway extends AutoCloseable {

  /**
   * Publishes an event; may block while too many are in flight.
   *
   * @return done when the broker has stored it; failed if it may not have been
   */
  CompletableFuture<Void> publish(OrderEvent event);

  /**
   * Publishes a body that is no event, after all of its group that are stored by now. Returns when
   * the broker has stored it.
   *
   * @throws io.skuline.sim.admin.UnreachableException if it may not have been stored, or may have
   *     been stored twice
   */
  void publishBroken(OutgoingMessage.Broken broken);

  /**
   * Calls the listener, from several threads, for every result that is published from now on, and
   * those of earlier calls too. Stops when the gateway is closed.
   *
   * @throws io.skuline.sim.admin.UnreachableException if the broker cannot be reached
   */
  void subscribe(Consumer<StockResult> listener);

  @Override
  void close();
}
