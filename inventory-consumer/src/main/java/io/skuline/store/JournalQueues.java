package io.skuline.store;

import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;

/**
 * The queues of the journal that the ledger of one shard knows, and the latest barriers that it has
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
   * @param partitions those that begin the epoch; empty for all
   * @param messageGroup the message group with which the barrier was sent
   */
  void passed(long epoch, SortedSet<Integer> partitions, String queue, String messageGroup);

  /** Returns what is void in a queue; the queue is known from then on. */
  VoidEntries voidIn(String queue);

  /**
   * Returns the latest barrier of each known queue; 0 before the first. If partitions are named, it
   * is the latest one that came through for each of them.
   */
  Map<String, Long> barriers(SortedSet<Integer> partitions);

  /** Returns, by queue, the message group of the latest mark that came through it, if one has. */
  Map<String, String> messageGroups();
}
