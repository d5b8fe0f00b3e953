package io.skuline.deadletter;

import io.skuline.deadletter.ReplayQueue.Next;
import java.util.List;
import java.util.Set;

/**
 * What is known of replays and their dead letters. Every method throws if that cannot be found out
 * now.
 */
interface ReplayStore {

  /** Returns the replays with something left to do, the oldest first. */
  List<ReplayJobTable.Open> open();

  /** Takes a replay, or keeps it; returns false if another instance has it. */
  boolean lease(long run, String owner);

  /** Returns the dead letters that were sent so long ago that their answer must have been lost. */
  List<Next> unanswered(long run, int limit);

  /** Returns the dead letters whose turn it is. */
  List<Next> ready(long run, int limit);

  /** Returns how many dead letters are sent and not answered. */
  int underWay(long run);

  /** Ends a replay of which no dead letter is open. */
  void endIfDone(long run);

  /** Frees the dead letters that a stopped replay has not sent. */
  void freeUnsent(long run);

  /**
   * Records that dead letters are about to be sent. From then on they are under way, whatever
   * becomes of the sending instance, and wait for their answers.
   *
   * @param again whether they were under way before
   * @return those that still may be sent
   */
  Set<Long> begin(long run, List<Next> deadLetters, boolean again);

  /** Records the outcomes of dead letters: all of them are stored, or none. */
  void end(long run, List<Sent> deadLetters);

  /**
   * The outcome of a dead letter that was to be sent.
   *
   * @param why why it is not sent; empty if it is sent
   */
  record Sent(Next letter, Fate fate, String why) {}

  /** What became of it. */
  enum Fate {
    /**
     * It is stored in a topic whose messages Skuline does not answer, so nothing more is to be
     * done.
     */
    STORED,
    /** It is never to be sent: it leaves the replay as it was before. */
    REFUSED,
    /** It may be stored or not: it counts as unanswered soon. */
    DOUBTFUL
  }
}
