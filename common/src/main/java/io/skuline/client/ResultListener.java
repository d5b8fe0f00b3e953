package io.skuline.client;

import io.skuline.event.StockResult;

/**
 * Receives results from a {@link ResultSubscriber}, which calls it from several threads at once.
 */
@FunctionalInterface
public interface ResultListener {

  /**
   * Called at least once for each result. Copies of a result are equal, and {@link
   * StockResult#resultId()} identifies them. Results of one SKU may arrive in any order; the
   * sequence numbers of their lines show the right one.
   *
   * @throws Exception if the listener could not process the result. The broker then delivers it
   *     again, after longer and longer pauses. After the group's number of attempts, the broker
   *     moves it to the group's dead letters.
   */
  void onResult(StockResult result) throws Exception;

  /**
   * Called for a message that is no result that this version can read. The message is logged, and
   * delivered again like one that failed, so that it ends in the group's dead letters and is not
   * lost. Override this for a metric or an alarm.
   */
  default void onUnreadable(UnreadableResult unreadable) {}
}
