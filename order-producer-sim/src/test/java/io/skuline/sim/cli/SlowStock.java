package io.skuline.sim.cli;

import io.skuline.event.OrderEvent;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockResult;
import io.skuline.sim.simulation.Gateway;
import io.skuline.sim.workload.OutgoingMessage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A broker that needs some time to store stock, and stores orders at once. */
final class SlowStock implements Gateway {

  private static final long SLOW_MILLIS = 20;

  private final Gateway gateway;
  private final ScheduledExecutorService broker = new ScheduledThreadPoolExecutor(1);

  SlowStock(Gateway gateway) {
    this.gateway = gateway;
  }

  @Override
  public CompletableFuture<Void> publish(OrderEvent event) {
    CompletableFuture<Void> stored = new CompletableFuture<>();
    var unused =
        broker.schedule(
            () -> stored.complete(gateway.publish(event).join()),
            event instanceof StockAdjusted ? SLOW_MILLIS : 0,
            TimeUnit.MILLISECONDS);
    return stored;
  }

  @Override
  public void publishBroken(OutgoingMessage.Broken broken) {
    gateway.publishBroken(broken);
  }

  @Override
  public void subscribe(Consumer<StockResult> listener) {
    gateway.subscribe(listener);
  }

  @Override
  public void close() {
    broker.shutdownNow();
    gateway.close();
  }
}
