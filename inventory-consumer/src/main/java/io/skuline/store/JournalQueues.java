package io.skuline.store;

import java.util.Collection;
import java.util.Map;

/**
 * The queues of the journal that the ledger of one shard knows, and the latest barrier that it has
 * come to in each. What is a queue's order is the order of its messages; of a message group that is
 * true only as long as it goes to one queue.
 */
public interface JournalQueues {

  /**
   * Notes queues; those that are known stay as they are. One that was not known is new: what comes
   * through it is void if it is void in all others.
   */
  void know(Collection<String> queues);

  /**
   * Notes that everything before a barrier is applied.
   *
   * @param messageGroup that it was sent by
   */
  void passed(long epoch, String queue, String messageGroup);

  /** Entries of epochs before this one are void in a queue; it is known from now on. */
  long voidBefore(String queue);

  /** The latest barrier of each queue that is known; 0 before the first. */
  Map<String, Long> barriers();

  /** By which message group the latest mark came through a queue, if one has. */
  Map<String, String> messageGroups();
}
