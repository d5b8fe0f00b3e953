package io.skuline.sim.simulation;

import io.skuline.event.OrderEvent;
import io.skuline.event.StockResult;
import io.skuline.sim.workload.OutgoingMessage;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Publishes events and receives results. Tests replace only this. */
public interface Gateway extends AutoCloseable {

  /**
   * Publishes an event; may block while too many are on their way.
   *
   * @return a future that completes when the broker has stored the event, and fails if it may not
   *     have been stored
   */
  CompletableFuture<Void> publish(OrderEvent event);

  /**
   * Publishes a body that is no event, behind all stored messages of its group. Returns when the
   * broker has stored it.
   *
   * @throws io.skuline.sim.admin.UnreachableException if the body may not have been stored, or may
   *     have been stored twice
   */
  void publishBroken(OutgoingMessage.Broken broken);

  /**
   * Calls the listener, from several threads, for every result that is published from now on.
   * Listeners of earlier calls get them, too. Ends when the gateway is closed.
   *
   * @throws io.skuline.sim.admin.UnreachableException if the broker cannot be reached
   */
  void subscribe(Consumer<StockResult> listener);

  @Override
  void close();
}
