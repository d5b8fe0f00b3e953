package io.skuline.start;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The start of the process, which can be stopped as long as it lasts. Spring alone would not stop
 * while the thread that starts it waits for something: it waits for that thread.
 */
public final class Starting {

  /** Within five seconds a process that is told to stop should have stopped. */
  private static final long PATIENCE_MILLIS = 3_000;

  /** As if the signal had ended it: 128 + SIGTERM. */
  private static final int TERMINATED = 143;

  private static volatile boolean stopped;

  private final Thread starter = Thread.currentThread();
  private final CountDownLatch ended = new CountDownLatch(1);

  private Starting() {}

  /** Called by the thread that starts the service. */
  public static Starting begin() {
    Starting starting = new Starting();
    Runtime.getRuntime().addShutdownHook(new Thread(starting::stop, "stop-starting"));
    return starting;
  }

  /** Whether the process was told to stop before it had started. */
  static boolean isStopped() {
    return stopped;
  }

  /** It has started, or has failed; from now on a stop is not this one's business. */
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
