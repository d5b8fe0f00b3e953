package io.skuline.sim.simulation;

import io.skuline.event.OrderEvent;
import io.skuline.event.StockResult;
import io.skuline.sim.admin.UnreachableException;
import io.skuline.sim.checker.HistoryRecorder;
import io.skuline.sim.progress.Progress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Publishes events, records them and their answers, and waits for answers. One thread publishes;
 * results arrive on others.
 */
public final class EventExchange {

  private static final long LOOK_NANOS = 50_000_000L;

  private final Gateway gateway;
  private final HistoryRecorder recorder;
  private final Duration patience;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  /**
   * @param patience how long to wait while nothing arrives
   */
  public EventExchange(Gateway gateway, HistoryRecorder recorder, Duration patience) {
    this.gateway = gateway;
    this.recorder = recorder;
    this.patience = patience;
  }

  /** Subscribes to results; call this before the first event is published. */
  public void listen() {
    listen(result -> {});
  }

  /** Subscribes to results, and passes every result on to another consumer, too. */
  public void listen(Consumer<StockResult> also) {
    gateway.subscribe(
        result -> {
          also.accept(result);
          recorder.seen(result, System.nanoTime());
        });
  }

  /**
   * Publishes an event that is due now.
   *
   * @throws UnreachableException if an earlier event could not be published
   */
  public void publish(OrderEvent event) {
    publish(event, System.nanoTime());
  }

  /**
   * Publishes an event.
   *
   * @param dueNanos when the event should have been published. Its answer is timed from then, so
   *     that a delayed publisher does not hide how long a buyer waits.
   * @throws UnreachableException if an earlier event could not be published
   */
  void publish(OrderEvent event, long dueNanos) {
    requireNoFailure();
    recorder.published(event, dueNanos);
    var unused = gateway.publish(event).whenComplete(this::sent);
  }

  private void sent(Void stored, Throwable problem) {
    if (problem != null) {
      failure.compareAndSet(null, problem);
    }
  }

  /**
   * Waits until every published event has its answer.
   *
   * @return whether all answers arrived; false if none arrived for as long as the patience lasts
   * @throws UnreachableException if an event could not be published
   */
  public boolean awaitAnswers(Progress progress) {
    long answered = recorder.answered();
    long lastNanos = System.nanoTime();
    while (recorder.answered() < recorder.entered()) {
      requireNoFailure();
      LockSupport.parkNanos(LOOK_NANOS);
      long now = System.nanoTime();
      if (recorder.answered() > answered) {
        answered = recorder.answered();
        lastNanos = now;
        progress.at(answered);
      } else if (now - lastNanos > patience.toNanos() || Thread.currentThread().isInterrupted()) {
        return false;
      }
      progress.note("%,d to come".formatted(recorder.entered() - answered));
    }
    progress.at(recorder.answered());
    return true;
  }

  private void requireNoFailure() {
    Throwable problem = failure.get();
    if (problem != null) {
      throw new UnreachableException(
          "An event could not be published: " + Failure.reason(problem), problem);
    }
  }
}
