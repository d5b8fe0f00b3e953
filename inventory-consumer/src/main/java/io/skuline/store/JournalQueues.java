package io.skuline.store;

import java.util.Collection;
import java.util.Map;

/**
 * The queues of the journal that the ledger of one shard knows, and the latest barrier that it has
 * come to in each. Messages keep their order within a queue; within a message group they do only as
 * long as the group goes to one queue.
 */
public interface JournalQueues {

  /**
   * Records queues; known queues stay as they are. A queue that was not known is new: what comes
   * through it is void if it is void in all other queues.
   */
  void know(Collection<String> queues);

  /**
   * Records that everything before a barrier is applied.
   *
   * @param messageGroup the message group with which the barrier was sent
   */
  void passed(long epoch, String queue, String messageGroup);

  /**
   * Returns the epoch before which entries of a queue are void; the queue is known from then on.
   */
  long voidBefore(String queue);

  /** Returns the latest barrier of each known queue; 0 before the first. */
  Map<String, Long> barriers();

  /** Returns, by queue, the message group of the latest mark that came through it, if one has. */
  Map<String, String> messageGroups();
}
