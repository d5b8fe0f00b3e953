package io.skuline.client;

import io.skuline.event.StockResult;

/** What a {@link ResultSubscriber} calls, from several threads at once. */
@FunctionalInterface
public interface ResultListener {

  /**
   * Called at least once per result; duplicates are equal, and told by {@link
   * StockResult#resultId()}. Results of one SKU may come in any order; the sequence numbers of
   * their lines tell it.
   *
   * @throws Exception if the result could not be dealt with; the broker delivers it again, later
   *     and later, and after the group's number of attempts moves it to the group's dead letters
   */
  void onResult(StockResult result) throws Exception;

  /**
   * A message is no result that this version can read. It is logged, and delivered again like one
   * that failed, so that it ends in the group's dead letters and is not lost. For a metric or an
   * alarm.
   */
  default void onUnreadable(UnreadableResult unreadable) {}
}
