package io.skuline.sim.simulation;

import io.skuline.sim.admin.ServiceClient;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Compares the malformed bodies that were sent with the dead letters that the service counts. It
 * asks the service only if a malformed body is sent.
 */
final class MalformedCount {

  private static final long LOOK_NANOS = 200_000_000L;

  private final ServiceClient service;
  private long before;
  private long sent;

  MalformedCount(ServiceClient service) {
    this.service = service;
  }

  /** Notes that a malformed body is about to be sent. */
  void sending() {
    if (sent == 0) {
      before = service.parked();
    }
    sent++;
  }

  /** Waits until all are counted, or until none is counted for as long as the patience lasts. */
  void await(Duration patience) {
    long parked = -1;
    long lastNanos = System.nanoTime();
    while (sent > 0 && !Thread.currentThread().isInterrupted()) {
      long now = count().parked();
      if (now >= sent || (now == parked && System.nanoTime() - lastNanos > patience.toNanos())) {
        return;
      }
      if (now != parked) {
        parked = now;
        lastNanos = System.nanoTime();
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** Returns the current counts. */
  RunResult.DeadLetters count() {
    return new RunResult.DeadLetters(sent, sent == 0 ? 0 : service.parked() - before);
  }
}
