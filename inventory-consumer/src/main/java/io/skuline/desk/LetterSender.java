package io.skuline.desk;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends letters where they belong. */
interface LetterSender {

  /**
   * Sends one.
   *
   * @param number which replay of this letter it is
   * @return why it cannot be sent, empty once the broker has stored it; fails with a {@link
   *     io.skuline.broker.BrokerUnavailableException} if it may not be stored, for now
   */
  CompletableFuture<Optional<String>> send(ReplayQueue.Next letter, int number);
}
