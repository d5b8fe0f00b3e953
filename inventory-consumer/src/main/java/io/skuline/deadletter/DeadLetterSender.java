package io.skuline.deadletter;

import io.skuline.deadletter.ReplayQueue.Next;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Sends letters where they belong. */
interface DeadLetterSender {

  /**
   * Makes a letter ready to be sent, and sends nothing.
   *
   * @param number which replay of this letter it is
   * @throws RuntimeException if it cannot be read now
   */
  Ready prepare(Next letter, int number);

  /**
   * A letter that can be sent, or why it cannot.
   *
   * @param refusal why it is not to be sent; empty if it is
   * @param bytes of its body
   * @param send sends it and does not wait: why the broker will never take it, empty once it is
   *     stored; fails if it may not be stored, for now
   */
  record Ready(
      Next letter,
      Optional<String> refusal,
      long bytes,
      Supplier<CompletableFuture<Optional<String>>> send) {

    static Ready refused(Next letter, String why) {
      return new Ready(
          letter, Optional.of(why), 0, () -> CompletableFuture.completedFuture(Optional.of(why)));
    }
  }
}
