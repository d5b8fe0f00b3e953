package io.skuline.api;

import java.util.concurrent.Semaphore;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * Keeps long requests from taking every thread that answers requests. A request above the limit is
 * refused at once, with 429.
 */
final class AtMost {

  /** The work that takes long. */
  interface Work<T> {
    T run() throws InterruptedException;
  }

  private final Semaphore free;
  private final String refusal;

  /**
   * @param refusal describes in words what is under way
   */
  AtMost(int atOnce, String refusal) {
    this.free = new Semaphore(atOnce);
    this.refusal = refusal + "; ask again when it has ended";
  }

  <T> T run(Work<T> work) throws InterruptedException {
    if (!free.tryAcquire()) {
      throw new ResponseStatusException(HttpStatus.TOO_MANY_REQUESTS, refusal);
    }
    try {
      return work.run();
    } finally {
      free.release();
    }
  }
}
