package io.skuline.deadletter;

import io.skuline.deadletter.ReplayQueue.Next;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Sends dead letters to the topics to which they belong. */
interface DeadLetterSender {

  /**
   * Prepares a dead letter to be sent, and sends nothing.
   *
   * @param number the number of this replay of the dead letter
   * @throws RuntimeException if the dead letter cannot be read now
   */
  Ready prepare(Next letter, int number);

  /**
   * A dead letter that can be sent, or the reason why it cannot.
   *
   * @param refusal why it is not to be sent; empty if it is to be sent
   * @param bytes the size of its body
   * @param send sends it and does not wait. The result is why the broker will never take it, or
   *     empty once it is stored; it fails if it may not be stored for now.
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
