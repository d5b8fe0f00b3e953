package io.skuline.deadletter;

import io.skuline.deadletter.ReplayQueue.Next;
import java.util.List;
import java.util.Set;

/** What is known of replays and their letters. Every method throws if that cannot be told now. */
interface ReplayStore {

  /** The replays with something left to do, the oldest first. */
  List<ReplayJobTable.Open> open();

  /** Takes a replay, or keeps it; false if another instance has it. */
  boolean lease(long run, String owner);

  /** Letters that were sent so long ago that their answer must have been lost. */
  List<Next> unanswered(long run, int limit);

  /** Letters whose turn it is. */
  List<Next> ready(long run, int limit);

  /** How many letters are sent and not answered. */
  int underWay(long run);

  /** Ends a replay of which no letter is open. */
  void endIfDone(long run);

  /** Frees the letters that a stopped replay has not sent. */
  void freeUnsent(long run);

  /**
   * Letters are about to be sent: from here on they are under way, whatever becomes of whoever
   * sends them, and wait for their answers.
   *
   * @param again whether they were under way before
   * @return those that still may be sent
   */
  Set<Long> begin(long run, List<Next> letters, boolean again);

  /** What came of letters: all of it is written down, or nothing. */
  void end(long run, List<Sent> letters);

  /**
   * What came of a letter that was to be sent.
   *
   * @param why it is not sent; empty if it is
   */
  record Sent(Next letter, Fate fate, String why) {}

  /** What came of it. */
  enum Fate {
    /** Stored in a topic whose letters nobody answers: it is done with. */
    STORED,
    /** Never to be sent: it leaves the replay as it was before. */
    REFUSED,
    /** Stored or not: it counts as unanswered soon. */
    DOUBTFUL
  }
}
