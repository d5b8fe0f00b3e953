package io.skuline.broker;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Asks what may never answer, and waits for so long at most: a server that accepts connections and
 * then says nothing must not stop who can do without its answer.
 *
 * <p>A question that is given up goes on in its own thread until the server's connection ends. At
 * most {@value #MOST} are under way; more are refused at once.
 */
public final class Deadline {

  static final int MOST = 64;

  private static final AtomicInteger number = new AtomicInteger();

  private final Duration patience;
  private final Semaphore places = new Semaphore(MOST);
  private final ExecutorService threads = Executors.newCachedThreadPool(Deadline::thread);

  /**
   * @param patience how long an answer is waited for
   */
  public Deadline(Duration patience) {
    this.patience = patience;
  }

  /**
   * The answer, or what the question failed with.
   *
   * @throws IllegalStateException if there was no answer in time, or too many questions have none
   *     yet
   */
  public <T> T ask(Supplier<T> question) {
    if (!places.tryAcquire()) {
      throw new IllegalStateException(MOST + " questions before this one have no answer yet");
    }
    Future<T> answer =
        threads.submit(
            () -> {
              try {
                return question.get();
              } finally {
                places.release();
              }
            });
    try {
      return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IllegalStateException("no answer within " + patience.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "deadline-" + number.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
