package io.skuline.concurrent;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that does one step after another until it is stopped. A failure of a step, also an
 * {@link Error}, is logged, and after a pause the next step follows: a thread that ended silently
 * would leave its work undone until an operator noticed.
 */
public final class Worker {

  private static final Logger log = LoggerFactory.getLogger(Worker.class);
  private static final Duration STOP = Duration.ofSeconds(10);

  /** The work that is done again and again; it waits by itself when there is nothing to do. */
  @FunctionalInterface
  public interface Step {
    void run() throws InterruptedException;
  }

  private final String name;
  private final Step step;
  private @Nullable Thread thread;

  /**
   * @param name the name of the thread
   */
  public Worker(String name, Step step) {
    this.name = name;
    this.step = step;
  }

  public synchronized void start() {
    Thread starting = new Thread(this::work, name);
    starting.start();
    thread = starting;
  }

  private void work() {
    Backoff backoff = new Backoff();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          step.run();
          backoff.reset();
        } catch (RuntimeException | Error e) {
          log.error("{} goes on after a failure", name, e);
          backoff.pause();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Interrupts the step under way, and waits for it for some seconds. It does nothing if the worker
   * is not started.
   */
  public synchronized void stop() {
    Thread stopping = thread;
    thread = null;
    if (stopping == null) {
      return;
    }
    stopping.interrupt();
    try {
      stopping.join(STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public synchronized boolean isRunning() {
    return thread != null && thread.isAlive();
  }
}
