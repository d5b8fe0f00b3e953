package io.skuline.desk;

import io.skuline.desk.ActionTable.ReplayOutcome;
import java.time.Duration;
import java.util.List;

/** What is known of replays and their letters. Every method throws if that cannot be told now. */
interface ReplayBooks {

  /** The replays with something left to do, the oldest first. */
  List<RunTable.Open> open();

  /** Takes a replay, or keeps it; false if another instance has it. */
  boolean lease(long run, String owner);

  /** Letters that were sent so long ago that their answer must have been lost. */
  List<ReplayQueue.Next> unanswered(long run, Duration since, int limit);

  /** Letters whose turn it is. */
  List<ReplayQueue.Next> ready(long run, int limit);

  /** How many letters are sent and not answered. */
  int underWay(long run);

  /** Ends a replay of which no letter is open. */
  void endIfDone(long run);

  /** Writes down what came of some letters: all of it, or nothing. */
  void inTransaction(Runnable work);

  /** A letter was sent. */
  void sent(long letter, int number);

  /** A letter is done with. */
  void settle(long letter);

  /** A letter leaves its replay and stays parked. */
  void release(long letter);

  /** How a letter's replay ended. */
  void ended(long letter, long run, ReplayOutcome outcome, String detail);
}
