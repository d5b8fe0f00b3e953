package io.skuline.sim.simulation;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.AdjustmentRejected;
import io.skuline.event.OrderEvent;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockResult;
import io.skuline.sim.admin.UnreachableException;
import io.skuline.sim.file.NamedSkus;
import io.skuline.sim.workload.OutgoingMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Sends events that share a lane one after the other, in the order in which they were given. Other
 * events overtake each other. If an event cannot be stored, no event that waits behind it is sent.
 *
 * <p>A cart is decided in the queue of its first line's SKU. If there is a subscriber, a cart is
 * sent only when the stock that was published for its other SKUs is answered.
 *
 * <p>The client keeps the events of one order in order, but an event that fails is overtaken by
 * those behind it. And the events of a SKU belong to many orders.
 */
public final class InOrder implements Gateway {

  private static final int MAX_IN_FLIGHT = 4096;

  /** The completions that a thread has yet to run, while it runs one. */
  private static final ThreadLocal<Queue<Runnable>> COMPLETIONS = new ThreadLocal<>();

  private final Gateway gateway;
  private final Function<OrderEvent, Set<String>> lanesOf;
  private final Duration patience;
  private final Semaphore room = new Semaphore(MAX_IN_FLIGHT);
  private final Map<String, CompletableFuture<Void>> lasts = new HashMap<>();

  /** Adjustments without an answer, by id; only with a subscriber. */
  private final Map<String, CompletableFuture<Void>> unanswered = new HashMap<>();

  /** The last of them, by SKU. They are decided in the order in which they are stored. */
  private final Map<String, CompletableFuture<Void>> adjusting = new HashMap<>();

  private boolean listening;

  /**
   * @param lanesOf the lanes of an event
   * @param patience how long there may be no room for one more event
   */
  public InOrder(Gateway gateway, Function<OrderEvent, Set<String>> lanesOf, Duration patience) {
    this.gateway = gateway;
    this.lanesOf = lanesOf;
    this.patience = patience;
  }

  /**
   * Sends an event at once, or after the events in its lanes.
   *
   * @throws UnreachableException if the broker does not take the earlier events
   */
  @Override
  public CompletableFuture<Void> publish(OrderEvent event) {
    try {
      if (!room.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new UnreachableException(
            "The broker did not take an event for %d s.".formatted(patience.toSeconds()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return CompletableFuture.failedFuture(e);
    }
    Set<String> lanes = lanesOf.apply(event);
    CompletableFuture<Void> stored = new CompletableFuture<>();
    CompletableFuture<Void> before = enter(event, lanes, stored);
    CompletableFuture<Void> sent =
        before.isDone() && !before.isCompletedExceptionally()
            ? sent(event, lanes, stored)
            : before.thenCompose(done -> gateway.publish(event));
    var unused = sent.whenComplete((done, failure) -> leave(lanes, stored, failure));
    return stored;
  }

  /**
   * Sends on the caller's thread, so that the caller learns at once if there is no broker at all.
   */
  private CompletableFuture<Void> sent(
      OrderEvent event, Set<String> lanes, CompletableFuture<Void> stored) {
    try {
      return gateway.publish(event);
    } catch (RuntimeException e) {
      leave(lanes, stored, e);
      throw e;
    }
  }

  private synchronized CompletableFuture<Void> enter(
      OrderEvent event, Set<String> lanes, CompletableFuture<Void> stored) {
    List<CompletableFuture<Void>> before = new ArrayList<>();
    if (event instanceof StockAdjusted adjusted && listening) {
      CompletableFuture<Void> answered =
          unanswered.computeIfAbsent(adjusted.adjustmentId(), id -> new CompletableFuture<>());
      adjusting.put(adjusted.sku(), answered);
    } else if (!adjusting.isEmpty()) {
      NamedSkus.of(event).stream()
          .filter(sku -> !sku.equals(event.messageGroup()))
          .map(adjusting::get)
          .forEach(before::add);
    }
    lanes.forEach(lane -> before.add(lasts.put(lane, stored)));
    return CompletableFuture.allOf(
        before.stream().filter(Objects::nonNull).toArray(CompletableFuture<?>[]::new));
  }

  private void received(StockResult result) {
    if (result instanceof AdjustmentAccepted accepted) {
      answered(accepted.adjustmentId(), accepted.line().sku());
    } else if (result instanceof AdjustmentRejected rejected) {
      answered(rejected.adjustmentId(), rejected.sku());
    }
  }

  private void answered(String adjustmentId, String sku) {
    CompletableFuture<Void> answered;
    synchronized (this) {
      answered = unanswered.remove(adjustmentId);
      if (answered != null) {
        adjusting.remove(sku, answered);
      }
    }
    if (answered != null) {
      answered.complete(null);
    }
  }

  private void leave(Set<String> lanes, CompletableFuture<Void> stored, Throwable failure) {
    room.release();
    if (failure == null) {
      // A failed event stays in its lanes, so that nothing overtakes it.
      synchronized (this) {
        lanes.forEach(lane -> lasts.remove(lane, stored));
      }
      unnested(() -> stored.complete(null));
    } else {
      unnested(() -> stored.completeExceptionally(failure));
    }
  }

  /**
   * Runs a completion without nesting. A lane in which all events fail would be a deep recursion.
   */
  private void unnested(Runnable completion) {
    Queue<Runnable> running = COMPLETIONS.get();
    if (running != null) {
      running.add(completion);
      return;
    }
    Queue<Runnable> all = new ArrayDeque<>(List.of(completion));
    COMPLETIONS.set(all);
    try {
      for (Runnable next = all.poll(); next != null; next = all.poll()) {
        next.run();
      }
    } finally {
      COMPLETIONS.remove();
    }
  }

  @Override
  public void publishBroken(OutgoingMessage.Broken broken) {
    gateway.publishBroken(broken);
  }

  @Override
  public void subscribe(Consumer<StockResult> listener) {
    synchronized (this) {
      listening = true;
    }
    gateway.subscribe(
        result -> {
          listener.accept(result);
          received(result);
        });
  }

  @Override
  public void close() {
    gateway.close();
  }
}
