package io.skuline.start;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The start of the process, which can be stopped while it lasts. Spring alone would not stop while
 * the thread that starts it waits for something, because it waits for that thread.
 */
public final class Starting {

  /** A process that is told to stop should have stopped within five seconds. */
  private static final long PATIENCE_MILLIS = 3_000;

  /** The exit code as if the signal had ended the process: 128 + SIGTERM. */
  private static final int TERMINATED = 143;

  private static volatile boolean stopped;

  private final Thread starter = Thread.currentThread();
  private final CountDownLatch ended = new CountDownLatch(1);

  private Starting() {}

  /** Begins a start; the thread that starts the service calls this. */
  public static Starting begin() {
    Starting starting = new Starting();
    Runtime.getRuntime().addShutdownHook(new Thread(starting::stop, "stop-starting"));
    return starting;
  }

  /** Tells whether the process was told to stop before it had started. */
  static boolean isStopped() {
    return stopped;
  }

  /** Reports that the service has started or failed. From then on, no stop is handled here. */
  public void over() {
    ended.countDown();
  }

  private void stop() {
    if (ended.getCount() == 0) {
      return;
    }
    stopped = true;
    starter.interrupt();
    try {
      if (!ended.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        Runtime.getRuntime().halt(TERMINATED);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
