package io.skuline.concurrent;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Asks questions that may never be answered, and waits for a limited time. A server that accepts
 * connections and then says nothing must not stop a caller that can do without its answer.
 *
 * <p>A question that is given up goes on in its own thread until the server's connection ends. At
 * most {@value #MOST} questions are under way; more are refused at once.
 */
public final class Deadline {

  static final int MOST = 64;

  private static final AtomicInteger number = new AtomicInteger();

  /** There was no answer in time, or too many questions have none yet. */
  public static final class NoAnswerException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    NoAnswerException(String message) {
      super(message);
    }
  }

  private final Duration patience;
  private final Semaphore places = new Semaphore(MOST);
  private final Executor threads;

  /**
   * @param patience how long to wait for an answer
   */
  public Deadline(Duration patience) {
    this(patience, Executors.newCachedThreadPool(Deadline::thread));
  }

  Deadline(Duration patience, Executor threads) {
    this.patience = patience;
    this.threads = threads;
  }

  /**
   * Returns the answer, or throws the exception with which the question failed.
   *
   * @throws NoAnswerException if there was no answer in time, or too many questions have none yet
   */
  public <T> T ask(Supplier<T> question) {
    if (!places.tryAcquire()) {
      throw new NoAnswerException(MOST + " questions before this one have no answer yet");
    }
    FutureTask<T> answer = new FutureTask<>(question::get);
    try {
      threads.execute(
          () -> {
            try {
              answer.run();
            } finally {
              // The place is also free after a question that was given up before its thread began.
              places.release();
            }
          });
    } catch (RuntimeException | Error e) {
      // No thread could be started.
      places.release();
      throw e;
    }
    try {
      return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new NoAnswerException("no answer within " + patience.toMillis() + " ms");
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
