package io.skuline.sim.simulation;

import io.skuline.event.OrderEvent;
import io.skuline.sim.admin.UnreachableException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Sends events without waiting for answers, a bounded number at a time. One thread sends. */
public final class BulkPublisher {

  private static final int MAX_IN_FLIGHT = 4096;

  private final Gateway gateway;
  private final BlockingRateLimiter rateLimiter;
  private final Duration patience;
  private final Semaphore room = new Semaphore(MAX_IN_FLIGHT);
  private final AtomicLong stored = new AtomicLong();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private long sent;

  /**
   * @param patience how long the broker may take for one event
   */
  public BulkPublisher(Gateway gateway, BlockingRateLimiter rateLimiter, Duration patience) {
    this.gateway = gateway;
    this.rateLimiter = rateLimiter;
    this.patience = patience;
  }

  /**
   * Sends an event; blocks while too many are on their way.
   *
   * @throws UnreachableException if this or an earlier one could not be stored
   */
  public void send(OrderEvent event) throws InterruptedException {
    rateLimiter.await();
    take(1);
    sent++;
    var unused =
        gateway
            .publish(event)
            .whenComplete(
                (done, problem) -> {
                  if (problem == null) {
                    stored.incrementAndGet();
                  } else {
                    failure.compareAndSet(null, problem);
                  }
                  room.release();
                });
  }

  /**
   * Waits until the broker has stored all events.
   *
   * @throws UnreachableException if it has not
   */
  public void awaitStored() throws InterruptedException {
    take(MAX_IN_FLIGHT);
    room.release(MAX_IN_FLIGHT);
    requireNoFailure();
  }

  private void take(int permits) throws InterruptedException {
    if (!room.tryAcquire(permits, patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new UnreachableException(
          "The broker did not take an event for %d s; %,d of %,d are stored."
              .formatted(patience.toSeconds(), stored(), sent));
    }
    requireNoFailure();
  }

  private void requireNoFailure() {
    Throwable problem = failure.get();
    if (problem != null) {
      throw new UnreachableException(
          "An event could not be published (%,d were): %s"
              .formatted(stored(), Failure.reason(problem)),
          problem);
    }
  }

  /** Returns the number of events sent so far. */
  public long sent() {
    return sent;
  }

  /** Returns the number of events that the broker has stored. */
  public long stored() {
    return stored.get();
  }
}
